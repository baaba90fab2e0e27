# make            the program, at build/jalon
# make check      every test, under the address and undefined-behaviour sanitizers
# make help       the other targets

CC       ?= cc
PKGS     := yaml-0.1 libcmark jansson libsodium libzip sqlite3 zlib \
            nettle libqrencode libmicrohttpd
PREFIX   ?= /usr/local
DESTDIR  ?=
BUILD    ?= build
VERSION  := 0.1.0

WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla \
            -Wformat=2 -Wundef -Werror
OPT      ?= -O3 -g
SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
            -fno-sanitize-recover=all -DARENA_DEBUG
CPPFLAGS += -Iinclude/jalon -D_GNU_SOURCE
CFLAGS   += -std=c17 $(WARN)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -ldl -pthread

PARTS    := base format expr solve model engine plan learn doc store app web cmd
SOURCES  := $(foreach p,$(PARTS),$(wildcard src/$(p)/*.c))
ASSETS   := $(wildcard src/doc/assets/* src/doc/result.schema.json \
                       src/store/schema/* src/web/assets/*)
UNITS    := $(basename $(notdir $(wildcard tests/unit/test_*.c)))
FUZZERS  := $(basename $(notdir $(wildcard tests/fuzz/fuzz_*.c)))
TORTURES := kills starved full spoiled power

# One list of objects for each way of building: the program, the tests, and
# what `make fuzz` makes with clang.
SAN      := $(BUILD)/san
FUZZ     := $(BUILD)/fuzz
embedded  = $(ASSETS:src/%=$(BUILD)/embed/%.c)
objects   = $(SOURCES:%.c=$(1)/%.o) $(embedded:%.c=$(1)/%.o)
COMPILE   = @mkdir -p $(@D); $(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP

all: $(BUILD)/jalon

$(BUILD)/jalon: $(BUILD)/src/main.o $(BUILD)/libjalon.a
	$(CC) $(CFLAGS) $(OPT) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(SAN)/jalon: $(SAN)/src/main.o $(SAN)/libjalon.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/libjalon.a: $(call objects,$(BUILD))
$(SAN)/libjalon.a: $(call objects,$(SAN))
$(FUZZ)/libjalon.a: $(call objects,$(FUZZ))
%/libjalon.a:
	@rm -f $@
	@$(AR) rcs $@ $^

# The more exact pattern wins, so build/san/x.o is not taken for build/%.o.
$(BUILD)/%.o: %.c
	$(COMPILE) $(OPT) -c -o $@ $<
$(SAN)/%.o: %.c
	$(COMPILE) $(SANITIZE) -c -o $@ $<
$(FUZZ)/%.o: %.c
	$(COMPILE) $(SANITIZE) -fsanitize=fuzzer-no-link -c -o $@ $<

# What only one file needs to know.
%/src/cmd/inputs.o: CPPFLAGS += -DJALON_PREFIX='"$(PREFIX)"'
%/src/cmd/version.o %/src/cmd/manual.o: CPPFLAGS += -DJALON_VERSION='"$(VERSION)"'

# Templates, style sheets and schemas travel inside the program.
$(BUILD)/embed/%.c: src/% src/doc/embed.sh
	@mkdir -p $(@D)
	sh src/doc/embed.sh $< > $@.new && mv $@.new $@

# --- tests -----------------------------------------------------------------

$(SAN)/unit/%: $(SAN)/tests/unit/%.o $(SAN)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SANITIZE) -o $@ $^ $(LDLIBS) -lcmocka
$(SAN)/fuzz/%: $(SAN)/tests/fuzz/%.o $(SAN)/tests/fuzz/replay.o $(SAN)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SANITIZE) -o $@ $^ $(LDLIBS)

# Hostile bytes against the server, on loopback.
$(SAN)/web/%: $(SAN)/tests/web/%.o $(SAN)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SANITIZE) -o $@ $^ $(LDLIBS)
$(BUILD)/web/%: $(BUILD)/tests/web/%.o $(BUILD)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(OPT) -o $@ $^ $(LDLIBS)

# What the file of cases must survive. Where memory is refused, our own
# allocations are the linker's to turn away.
$(SAN)/torture/starved $(BUILD)/torture/starved: LDFLAGS += \
    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(SAN)/torture/%: $(SAN)/tests/torture/%.o $(SAN)/tests/torture/victim.o \
    $(SAN)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/torture/%: $(BUILD)/tests/torture/%.o \
    $(BUILD)/tests/torture/victim.o $(BUILD)/libjalon.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(OPT) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# What several threads share, under the thread sanitizer.
TSAN     := $(BUILD)/tsan
THREADED := savers shelves
threaded  = $(filter-out src/web/% src/cmd/%,$(SOURCES))
$(TSAN)/libjalon.a: $(threaded:%.c=$(TSAN)/%.o) $(embedded:%.c=$(TSAN)/%.o)
$(TSAN)/%.o: %.c
	$(COMPILE) -O1 -g -fsanitize=thread -c -o $@ $<
$(THREADED:%=$(TSAN)/%): $(TSAN)/%: $(TSAN)/tests/torture/%.o \
    $(TSAN)/tests/torture/victim.o $(TSAN)/libjalon.a
	@$(CC) $(CFLAGS) -fsanitize=thread -o $@ $^ $(LDLIBS)

check: $(SAN)/jalon $(UNITS:%=$(SAN)/unit/%) $(FUZZERS:%=$(SAN)/fuzz/%) \
    $(TORTURES:%=$(SAN)/torture/%) $(THREADED:%=$(TSAN)/%) $(SAN)/web/wire
	@sh tests/check.sh $(SAN)

# Rewrites what the golden cases expect; review it with `git diff`.
bless: $(SAN)/jalon
	@sh tests/run.sh $(SAN)/jalon bless
	@sh tests/readme.sh $(SAN)/jalon bless

# make torture: the long form; needs root for the full disk.
torture: $(BUILD)/jalon $(TORTURES:%=$(BUILD)/torture/%) $(SAN)/web/wire \
    $(SAN)/unit/test_plan $(SAN)/unit/test_omissions
	@sh tests/torture.sh $(BUILD)/jalon long
	$(SAN)/web/wire 1000000

# make browsers: people's ways through the pages, in Debian's chromium, with
# what `sh bootstrap check` installs; every page under axe-core and vnu.
browsers: $(SAN)/jalon
	@sh tests/web.sh $(SAN)/jalon

# make fuzz T=60 F=yaml: one target for so many seconds, with clang.
T ?= 60
F ?= yaml
fuzz:
	@$(MAKE) --no-print-directory CC=clang $(FUZZ)/fuzz_$(F)
	@mkdir -p tests/fuzz/corpus/$(F)
	$(FUZZ)/fuzz_$(F) -max_total_time=$(T) -max_len=65536 -timeout=10 \
	    -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus-$(F) tests/fuzz/corpus/$(F)
$(FUZZ)/fuzz_%: $(FUZZ)/tests/fuzz/fuzz_%.o $(FUZZ)/libjalon.a
	@mkdir -p $(FUZZ)/corpus-$*
	@$(CC) $(CFLAGS) $(SANITIZE) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

bench: $(BUILD)/jalon $(BUILD)/bench $(BUILD)/store_bench \
    $(BUILD)/sheet_bench $(BUILD)/web_bench $(BUILD)/web_complete
	@sh tests/bench/bench.sh $(BUILD)
$(BUILD)/bench $(BUILD)/store_bench $(BUILD)/sheet_bench \
    $(BUILD)/web_bench $(BUILD)/web_complete: $(BUILD)/%: \
    $(BUILD)/tests/bench/%.o $(BUILD)/libjalon.a
	$(CC) $(CFLAGS) $(OPT) -o $@ $^ $(LDLIBS)

# --- the house -------------------------------------------------------------

stats:
	@sh tests/stats.sh

format:
	clang-format -i $$(find src include tests -name '*.[ch]')

SHARE    := $(DESTDIR)$(PREFIX)/share
install: $(BUILD)/jalon
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/jalon \
	    $(SHARE)/man/man1 $(SHARE)/man/fr/man1 \
	    $(SHARE)/bash-completion/completions \
	    $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(BUILD)/jalon $(DESTDIR)$(PREFIX)/bin/jalon
	cp -R questionnaires curricula LICENSE* $(SHARE)/jalon/
	$(BUILD)/jalon help --man --lang en > $(SHARE)/man/man1/jalon.1
	$(BUILD)/jalon help --man --lang fr > $(SHARE)/man/fr/man1/jalon.1
	$(BUILD)/jalon help --completion bash \
	    > $(SHARE)/bash-completion/completions/jalon
	$(BUILD)/jalon help --completion zsh > $(SHARE)/zsh/site-functions/_jalon
	$(BUILD)/jalon help --completion fish \
	    > $(SHARE)/fish/vendor_completions.d/jalon.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/jalon $(SHARE)/man/man1/jalon.1 \
	    $(SHARE)/man/fr/man1/jalon.1 \
	    $(SHARE)/bash-completion/completions/jalon \
	    $(SHARE)/zsh/site-functions/_jalon \
	    $(SHARE)/fish/vendor_completions.d/jalon.fish
	rm -rf $(SHARE)/jalon

clean:
	rm -rf $(BUILD)

help:
	@echo 'make              the program, at $(BUILD)/jalon'
	@echo 'make check        every test'
	@echo 'make bless        accept what the golden cases print now'
	@echo 'make bench        the measures, with the machine they were made on'
	@echo 'make fuzz T= F=   one fuzz target (F=$(patsubst fuzz_%,%,$(firstword $(FUZZERS)))...) for T seconds, with clang'
	@echo 'make torture      full disk, closed pipe, kills, power cuts, hostile files'
	@echo 'make browsers     the web application walked through in chromium'
	@echo 'make stats        long functions and files'
	@echo 'make format       clang-format over everything'
	@echo 'make install      under PREFIX=$(PREFIX), in DESTDIR= if given'
	@echo 'make uninstall, make clean'

.PHONY: all check bless torture browsers fuzz bench stats format install uninstall clean help
# Keep the objects that only a chain of patterns asks for.
.SECONDARY:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
