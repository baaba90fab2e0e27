/* Attempts, counted by moments; see limits.h. */
#include "limits.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/chance.h"
#include "base/diag.h"
#include "base/digest.h"

enum {
	SETS = 2048,
	WAYS = 8,			/* keys that may push each other out */
	SALT = 16,
};

/* In microseconds. */
struct entry {
	unsigned char key[16];		/* of its digest; zeros: nobody */
	int64_t whole;			/* when it is as good as new */
	int64_t span;			/* from used up to as good as new */
};

struct limits {
	pthread_mutex_t lock;
	char salt[SALT];
	struct entry sets[SETS][WAYS];
};

struct limits *limits_open(void)
{
	struct limits *l = calloc(1, sizeof(*l));
	struct chance chance = chance_system();

	if (l == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	pthread_mutex_init(&l->lock, NULL);
	chance.fill(chance.context, l->salt, SALT);
	return l;
}

void limits_close(struct limits *l)
{
	if (l == NULL)
		return;
	pthread_mutex_destroy(&l->lock);
	free(l);
}

/* --- where a key stands -------------------------------------------------- */

/* What is left of its debt, from 0 (none) to 1 (nothing left to use). */
static double debt(const struct entry *e, int64_t now)
{
	if (e->whole <= now || e->span <= 0)
		return 0;
	return (double)(e->whole - now) / (double)e->span;
}

/* Not more than a clock that was set back makes it look. */
static void bound(struct entry *e, int64_t now)
{
	if (e->whole - now > e->span)
		e->whole = now + e->span;
}

/* The set that a key belongs to; the one of them that is the key's, or NULL. */
static struct entry *look_up(struct limits *l, struct str key,
			     unsigned char bytes[DIGEST_BYTES],
			     struct entry **set)
{
	struct str texts[] = { { l->salt, SALT }, key };
	struct digest digest = digest_of_all(texts, 2);

	digest_bytes(&digest, bytes);
	*set = l->sets[(bytes[16] | (unsigned)bytes[17] << 8) % SETS];
	for (struct entry *e = *set; e < *set + WAYS; e++)
		if (memcmp(e->key, bytes, sizeof(e->key)) == 0)
			return e;
	return NULL;
}

static struct entry *find(struct limits *l, struct str key, int64_t now,
			  int64_t span)
{
	unsigned char bytes[DIGEST_BYTES];
	struct entry *set, *least, *own = look_up(l, key, bytes, &set);
	double inherited;

	if (own != NULL)
		return own;
	least = set;
	for (struct entry *e = set; e < set + WAYS; e++)
		if (debt(e, now) < debt(least, now))
			least = e;
	inherited = debt(least, now);
	memcpy(least->key, bytes, sizeof(least->key));
	least->span = span;
	least->whole = now + (int64_t)(inherited * (double)span);
	return least;
}

/* --- taking and giving --------------------------------------------------- */

static const double micro = 1e6;

static int64_t interval_of(double per_second)
{
	double interval = micro / per_second;

	/* A year: nobody waits for more. */
	return interval < 3.2e13 ? (int64_t)interval : (int64_t)3.2e13;
}

bool limits_take(struct limits *l, struct str key, int64_t seconds,
		 uint32_t burst, double per_second)
{
	int64_t interval = interval_of(per_second), now = seconds * 1000000;
	struct entry *e;
	bool taken;

	pthread_mutex_lock(&l->lock);
	e = find(l, key, now, interval * burst);
	bound(e, now);
	if (e->whole < now)
		e->whole = now;
	taken = e->whole - now <= interval * (burst - 1);
	if (taken)
		e->whole += interval;
	pthread_mutex_unlock(&l->lock);
	return taken;
}

void limits_give(struct limits *l, struct str key, int64_t seconds,
		 uint32_t burst, double per_second)
{
	int64_t interval = interval_of(per_second), now = seconds * 1000000;

	pthread_mutex_lock(&l->lock);
	find(l, key, now, interval * burst)->whole -= interval;
	pthread_mutex_unlock(&l->lock);
}

void limits_note(struct limits *l, struct str key, int64_t seconds,
		 int64_t lasts)
{
	int64_t now = seconds * 1000000;
	struct entry *e;

	pthread_mutex_lock(&l->lock);
	e = find(l, key, now, lasts * 1000000);
	e->whole = now + e->span;
	pthread_mutex_unlock(&l->lock);
}

bool limits_noted(struct limits *l, struct str key, int64_t seconds)
{
	int64_t now = seconds * 1000000;
	unsigned char bytes[DIGEST_BYTES];
	struct entry *set, *e;
	bool noted;

	pthread_mutex_lock(&l->lock);
	e = look_up(l, key, bytes, &set);
	noted = e != NULL && e->whole > now;
	pthread_mutex_unlock(&l->lock);
	return noted;
}

struct str limits_address(struct arena *a, struct str address)
{
	struct in6_addr v6;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, str_cstr(a, address), &v6) != 1)
		return address;
	memset(v6.s6_addr + 8, 0, 8);
	if (inet_ntop(AF_INET6, &v6, text, sizeof(text)) == NULL)
		return address;
	return str_copy(a, str_from(text));
}
