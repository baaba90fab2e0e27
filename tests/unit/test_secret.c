/*
 * Secrets: tokens go through people's hands and come back, passwords are kept
 * as RFC 9106 says and the common ones refused, one-time codes are those of
 * RFC 4226 and RFC 6238.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

/* --- tokens -------------------------------------------------------------- */

static void fill_with(void *context, void *bytes, size_t count)
{
	memcpy(bytes, context, count);
}

/*
 * By hand: a number of 128 bits in base 32. 2^128 - 1 is 7 then twenty-five
 * digits of 31; 1 is the last digit; 32 the one before.
 */
static const struct {
	unsigned char bytes[16];
	const char *text;
} tokens[] = {
	{ { 0 }, "00000000000000000000000000" },
	{ { [15] = 1 }, "00000000000000000000000001" },
	{ { [15] = 32 }, "00000000000000000000000010" },
	{ { [14] = 4 }, "00000000000000000000000100" },
	{ { [0] = 0x80 }, "40000000000000000000000000" },
	{ { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	    255, 255, 255 }, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" },
};

static void tokens_are_numbers_in_base_32(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		unsigned char bytes[16];
		struct chance chance = { fill_with, bytes };

		memcpy(bytes, tokens[i].bytes, sizeof(bytes));
		assert_string_equal(str_cstr(a, secret_make(a, &chance)),
				    tokens[i].text);
	}
}

static void a_token_comes_back_as_typed(void **state)
{
	static const char *const typed[] = {
		"7ZZZZ-01ABC-DEFGH-JKMNP-QRSTVW",
		"  7zzzz 01abc defgh jkmnp qrstvw\n",
		"7zzzzoiabcdefghjkmnpqrstvw",
		"7ZZZZ\u20110LABC\u00A0DEFGH\u2013JKMNP\u202FQRSTVW",
	};
	struct str token = STR("7ZZZZ01ABCDEFGHJKMNPQRSTVW");

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		assert_true(str_eq(secret_typed(a, str_from(typed[i])),
				   token));
	assert_string_equal(str_cstr(a, secret_printed(a, token)), typed[0]);
}

static void what_is_no_token_is_nothing(void **state)
{
	static const struct str typed[] = {
		STR_INIT(""), STR_INIT("-"), STR_INIT("7ZZZZ"),
		STR_INIT("8ZZZZ01ABCDEFGHJKMNPQRSTVW"), /* over 128 bits */
		STR_INIT("7ZZZZ01ABCDEFGHJKMNPQRSTVWX"),
		STR_INIT("7ZZZZ01ABCDEFGHJKMNPQRSTVU"), /* no U */
		STR_INIT("7ZZZZ01ABCDEFGHJKMNPQRST\0V"),
		STR_INIT("7ZZZZ01ABCDEFGHJKMNPQRSTé"),
		STR_INIT("7ZZZZ01ABCDEFGHJKMNPQRSTV\xC2"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		assert_int_equal(secret_typed(a, typed[i]).len, 0);
}

/* What chance_system gives: all apart, all tokens. */
static void tokens_of_the_system_differ(void **state)
{
	struct chance chance = chance_system();
	struct str one = secret_make(a, &chance), other;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		other = secret_make(a, &chance);
		assert_true(str_eq(secret_typed(a, other), other));
		assert_false(secret_equal(one, other));
		one = other;
	}
	assert_true(secret_equal(one, str_copy(a, one)));
	assert_false(secret_equal(one, str_sub(one, 0, 25)));
	assert_false(secret_equal(STR_NONE, STR_NONE));
}

/* BLAKE2b-128 of "csrf" keyed with the token, by python3's hashlib. */
static void what_is_derived(void **state)
{
	struct str token = STR("7ZZZZ01ABCDEFGHJKMNPQRSTVW");

	(void)state;
	assert_string_equal(str_cstr(a, secret_derive(a, token, "csrf")),
			    "12db82a336f32adbdb925f5bfce2d0c5");
	assert_false(str_eq(secret_derive(a, token, "csrf"),
			    secret_derive(a, token, "other")));
	assert_int_equal(secret_derive(a, STR("too short"), "csrf").len, 0);
	assert_int_equal(secret_derive(a, STR_NONE, "csrf").len, 0);
}

/* --- passwords ----------------------------------------------------------- */

#define TWO_HUNDRED                                                            \
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM"                    \
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"                   \
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"                   \
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO"

static const struct {
	const char *password;
	enum password_fault fault;
} passwords[] = {
	{ "tuile marche bol neuf", PASSWORD_GOOD },
	{ "k7#vQ-pl2,zR", PASSWORD_GOOD },
	{ "éàùçêîôûëïü-", PASSWORD_GOOD },	/* twelve characters */
	{ "soleil-lune-tigre-rouge", PASSWORD_GOOD },
	{ "", PASSWORD_SHORT },
	{ "k7#vQ-pl2,z", PASSWORD_SHORT },
	{ "éàùçêîôûëïü", PASSWORD_SHORT },	/* eleven, in 22 bytes */
	{ TWO_HUNDRED
	  "........................................................",
	  PASSWORD_GOOD },
	{ TWO_HUNDRED
	  ".........................................................",
	  PASSWORD_LONG },
	{ "aaaaaaaaaaaa", PASSWORD_COMMON },	/* one sign */
	{ "abcdabcdabcd", PASSWORD_COMMON },	/* four */
	{ "482915730264", PASSWORD_COMMON },	/* digits */
	{ "motdepasse2026", PASSWORD_COMMON },
	{ "MotDePasse2026!", PASSWORD_COMMON },
	{ "Soleil-2026!", PASSWORD_COMMON },
	{ "2026Montreal", PASSWORD_COMMON },
	{ "passwordpassword", PASSWORD_COMMON },
	{ "Hockey1Hockey1", PASSWORD_COMMON },
	{ "Bienvenue123Bienvenue123", PASSWORD_COMMON },
	{ "P@ssw0rd2026", PASSWORD_COMMON },
	{ "1qaz2wsx3edc", PASSWORD_COMMON },
	{ "qwertyuiop123", PASSWORD_COMMON },
	{ "abcdefghijklm", PASSWORD_COMMON },
	{ "123456789qwe", PASSWORD_COMMON },
	{ "montreal-canadiens-93", PASSWORD_COMMON },	/* two words */
	{ "hockeyhockeyhockey", PASSWORD_COMMON },	/* one, three times */
	{ "montreal-canadiens-hiver", PASSWORD_GOOD },	/* three words */
	{ "#7-4!29,8.1+", PASSWORD_GOOD },	/* of signs, no word */
	{ "intelligenceartificielle", PASSWORD_COMMON },
	{ "nadia@example.ca", PASSWORD_IS_LOGIN },
	{ "NADIA@Example.CA", PASSWORD_IS_LOGIN },
};

static void a_password_is_judged(void **state)
{
	size_t i = *(const size_t *)*state;

	assert_int_equal(password_fault(str_from(passwords[i].password),
					STR("nadia@example.ca")),
			 passwords[i].fault);
}

static void what_stands_before_the_sign_is_the_login(void **state)
{
	(void)state;
	assert_int_equal(password_fault(STR("nadia.tremblay"),
					STR("nadia.tremblay@example.ca")),
			 PASSWORD_IS_LOGIN);
	assert_int_equal(password_fault(STR("nadia.tremblay"), STR_NONE),
			 PASSWORD_GOOD);
}

static const char *const listed[] = {
#include "../../src/base/common_passwords.def"
};

/* The list is looked up by halves: in order, each once, in lower case. */
static void the_list_is_in_order(void **state)
{
	size_t count = sizeof(listed) / sizeof(listed[0]);

	(void)state;
	assert_true(count > 4000);
	for (size_t i = 0; i < count; i++) {
		assert_true(strlen(listed[i]) >= 3);
		if (i > 0)
			assert_true(strcmp(listed[i - 1], listed[i]) < 0);
		for (const char *c = listed[i]; *c != '\0'; c++)
			assert_true(*c > ' ' && *c < 127 &&
				    (*c < 'A' || *c > 'Z'));
	}
	assert_int_equal(password_fault(str_from(listed[count - 1]), STR_NONE),
			 strlen(listed[count - 1]) < PASSWORD_LEAST
			     ? PASSWORD_SHORT
			     : PASSWORD_COMMON);
}

static void a_password_is_kept(void **state)
{
	char one[PASSWORD_HASH], other[PASSWORD_HASH];
	struct str password = STR("tuile marche bol neuf");

	(void)state;
	assert_true(password_hash(one, password));
	assert_true(password_hash(other, password));
	/* 19 MiB, two passes, one lane; another salt each time. */
	assert_true(str_starts(str_from(one),
			       "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_string_not_equal(one, other);
	assert_true(password_verify(str_from(one), password));
	assert_true(password_verify(str_from(other), password));
	assert_false(password_verify(str_from(one),
				     STR("tuile marche bol neuF")));
	assert_false(password_verify(str_from(one), STR_NONE));
	assert_false(password_verify(STR_NONE, password));
	assert_false(password_verify(STR_NONE, STR_NONE));
	assert_false(password_verify(STR("$argon2id$nonsense"), password));
}

/* One that another program made (libargon2 of the reference, the same
   parameters). */
static void another_programs_hash_verifies(void **state)
{
	struct str hash = STR("$argon2id$v=19$m=19456,t=2,p=1"
			      "$AAECAwQFBgcICQoLDA0ODw"
			      "$PXSmNKrljY4Vb5sfbSZOSjRpQ/w4BPXByxOF3NL1J0o");

	(void)state;
	assert_true(password_verify(hash, STR("tuile marche bol neuf")));
	assert_false(password_verify(hash, STR("tuile marche bol")));
}

/* --- one-time codes ------------------------------------------------------ */

static const unsigned char rfc_key[TOTP_BYTES + 1] = "12345678901234567890";

/* RFC 4226, appendix D: by count. */
static void codes_of_rfc_4226(void **state)
{
	static const uint32_t codes[] = { 755224, 287082, 359152, 969429,
					  338314, 254676, 287922, 162583,
					  399871, 520489 };

	(void)state;
	for (int64_t i = 0; i < 10; i++)
		assert_int_equal(totp_code(rfc_key, i), codes[i]);
}

/*
 * RFC 6238, appendix B, SHA-1: eight digits there. A code of six is the same
 * number modulo 10^6 in place of 10^8: the last six digits.
 */
static const struct {
	int64_t now;
	const char *eight;
} rfc_6238[] = {
	{ 59, "94287082" },	     { 1111111109, "07081804" },
	{ 1111111111, "14050471" },  { 1234567890, "89005924" },
	{ 2000000000, "69279037" },  { 20000000000, "65353130" },
};

static void codes_of_rfc_6238(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rfc_6238) / sizeof(rfc_6238[0]); i++) {
		int64_t now = rfc_6238[i].now, step = now / 30;
		struct str six = str_from(rfc_6238[i].eight + 2);
		char wanted[8];

		snprintf(wanted, sizeof(wanted), "%06u",
			 totp_code(rfc_key, step));
		assert_true(str_is(six, wanted));
		assert_int_equal(totp_check(rfc_key, six, now, 0), step);
		/* One step late or early, not two. */
		assert_int_equal(totp_check(rfc_key, six, now + 30, 0), step);
		assert_int_equal(totp_check(rfc_key, six, now - 30, 0), step);
		assert_int_equal(totp_check(rfc_key, six, now + 60, 0), 0);
		if (now > 60)
			assert_int_equal(totp_check(rfc_key, six, now - 60,
						    0), 0);
		/* Once. */
		assert_int_equal(totp_check(rfc_key, six, now, step), 0);
		assert_int_equal(totp_check(rfc_key, six, now, step - 1),
				 step);
	}
}

static void codes_as_typed(void **state)
{
	static const char *const bad[] = { "", "08180", "0818040", "08180x",
					   "+81804", "081 80" };

	(void)state;
	assert_true(totp_check(rfc_key, STR("081 804"), 1111111109, 0) != 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(totp_check(rfc_key, str_from(bad[i]),
					    1111111109, 0), 0);
}

/* base32 of the key: python3's base64.b32encode. */
static void the_key_as_authenticators_take_it(void **state)
{
	struct str text = totp_key_write(a, rfc_key);
	unsigned char key[TOTP_BYTES];

	(void)state;
	assert_true(str_is(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
	assert_true(totp_key_read(text, key));
	assert_memory_equal(key, rfc_key, TOTP_BYTES);
	assert_false(totp_key_read(str_sub(text, 0, 31), key));
	assert_false(totp_key_read(STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ0"),
				   key));
	assert_string_equal(
	    str_cstr(a, totp_address(a, rfc_key, STR("Conseils & Cie"),
				     STR("nadia@example.ca"))),
	    "otpauth://totp/Conseils%20%26%20Cie:nadia@example.ca"
	    "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	    "&issuer=Conseils%20%26%20Cie");
}

/* --- the groups ---------------------------------------------------------- */

#define TEST(function)                                                         \
	{ #function, function, open_arena, close_arena, NULL }

/* --- sealed -------------------------------------------------------------- */

static void sealed_opens_for_its_own(void **state)
{
	const struct chance chance = chance_system();
	struct str secret = secret_make(a, &chance);
	struct str other = secret_make(a, &chance);
	struct str one = secret_seal(a, &chance, secret, "p", STR("texte été"));
	struct str two = secret_seal(a, &chance, secret, "p", STR("texte été"));

	(void)state;
	assert_true(str_is(secret_unseal(a, secret, "p", one), "texte été"));
	assert_int_equal(one.len, 80 + 2 * strlen("texte été"));
	/* Twice the same text shows as two. */
	assert_false(str_eq(one, two));
	assert_int_equal(secret_unseal(a, other, "p", one).len, 0);
	assert_int_equal(secret_unseal(a, secret, "q", one).len, 0);
	assert_int_equal(secret_seal(a, &chance, STR("short"), "p",
				     STR("texte")).len, 0);
}

static void altered_does_not_open(void **state)
{
	const struct chance chance = chance_system();
	struct str secret = secret_make(a, &chance);
	struct str sealed = secret_seal(a, &chance, secret, "p", STR("texte"));

	(void)state;
	for (size_t i = 0; i < sealed.len; i++) {
		struct str copy = str_copy(a, sealed);
		char *bytes = (char *)(uintptr_t)copy.at;

		bytes[i] = bytes[i] == '0' ? '1' : '0';
		assert_int_equal(secret_unseal(a, secret, "p", copy).len, 0);
		assert_int_equal(
		    secret_unseal(a, secret, "p", str_sub(sealed, 0, i)).len,
		    0);
	}
	assert_int_equal(secret_unseal(a, secret, "p", STR("no digits")).len, 0);
}

int main(void)
{
	enum { JUDGED = sizeof(passwords) / sizeof(passwords[0]) };
	static size_t which[JUDGED];
	struct CMUnitTest rows[JUDGED];
	const struct CMUnitTest plain[] = {
		TEST(tokens_are_numbers_in_base_32),
		TEST(a_token_comes_back_as_typed),
		TEST(what_is_no_token_is_nothing),
		TEST(tokens_of_the_system_differ),
		TEST(what_is_derived),
		TEST(sealed_opens_for_its_own),
		TEST(altered_does_not_open),
		TEST(what_stands_before_the_sign_is_the_login),
		TEST(the_list_is_in_order),
		TEST(a_password_is_kept),
		TEST(another_programs_hash_verifies),
		TEST(codes_of_rfc_4226),
		TEST(codes_of_rfc_6238),
		TEST(codes_as_typed),
		TEST(the_key_as_authenticators_take_it),
	};
	int failed;

	for (size_t i = 0; i < JUDGED; i++) {
		which[i] = i;
		rows[i] = (struct CMUnitTest){ passwords[i].password,
			a_password_is_judged, open_arena, close_arena,
			&which[i] };
	}
	failed = _cmocka_run_group_tests("secret", plain,
					 sizeof(plain) / sizeof(plain[0]),
					 NULL, NULL);
	return failed + _cmocka_run_group_tests("passwords", rows, JUDGED,
						NULL, NULL);
}
