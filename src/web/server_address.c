/* Addresses, read, written, and cut to what is needed. */
#include "server_part.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };

static bool is_v4(const struct address *a)
{
	return memcmp(a->bytes, mapped, sizeof(mapped)) == 0;
}

static struct address of_v4(const void *four)
{
	struct address a;

	memcpy(a.bytes, mapped, sizeof(mapped));
	memcpy(a.bytes + sizeof(mapped), four, 4);
	return a;
}

/* Without brackets and port. */
static struct str bare(struct str text)
{
	size_t end;

	if (str_starts(text, "[")) {
		end = str_find(text, STR("]"), 0);
		return str_sub(text, 1, end);
	}
	end = str_find(text, STR(":"), 0);
	/* One colon is a port's, several are IPv6's. */
	if (end != SIZE_MAX && str_find(text, STR(":"), end + 1) == SIZE_MAX)
		return str_sub(text, 0, end);
	return text;
}

bool address_read(struct str text, struct address *address)
{
	char copy[INET6_ADDRSTRLEN];
	unsigned char four[4];

	text = bare(str_trim(text));
	if (text.len >= sizeof(copy) || text.len == 0)
		return false;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	if (inet_pton(AF_INET, copy, four) == 1) {
		*address = of_v4(four);
		return true;
	}
	return inet_pton(AF_INET6, copy, address->bytes) == 1;
}

struct address address_of(const struct sockaddr *from)
{
	struct address a = { 0 };

	if (from->sa_family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, from, sizeof(v4));
		return of_v4(&v4.sin_addr);
	}
	if (from->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;

		memcpy(&v6, from, sizeof(v6));
		memcpy(a.bytes, &v6.sin6_addr, sizeof(a.bytes));
	}
	return a;
}

bool address_same(const struct address *one, const struct address *other)
{
	return memcmp(one->bytes, other->bytes, sizeof(one->bytes)) == 0;
}

bool address_is_local(const struct address *a)
{
	static const struct address nothing, six = { .bytes[15] = 1 };

	return (is_v4(a) && a->bytes[12] == 127) || address_same(a, &six) ||
	       address_same(a, &nothing);
}

void address_write(struct buf *out, const struct address *a)
{
	char text[INET6_ADDRSTRLEN];

	if (is_v4(a))
		inet_ntop(AF_INET, a->bytes + sizeof(mapped), text,
			  sizeof(text));
	else
		inet_ntop(AF_INET6, a->bytes, text, sizeof(text));
	buf_text(out, text);
}

void address_write_network(struct buf *out, const struct address *a)
{
	struct address cut = *a;

	if (is_v4(a))
		cut.bytes[15] = 0;
	else
		memset(cut.bytes + 6, 0, 10);
	address_write(out, &cut);
	buf_text(out, is_v4(a) ? "/24" : "/48");
}

struct address address_counted(const struct address *a)
{
	struct address cut = *a;

	if (!is_v4(a))
		memset(cut.bytes + 8, 0, 8);
	return cut;
}
