/*
 * Connections by their descriptors, with their deadlines, counted by address.
 *
 * A descriptor is shut, never closed, by another thread than its own; and
 * only under the lock, while its place says `open`. Its own thread says it no
 * longer is, under the lock, before it closes it. So a number that has been
 * given to something else meanwhile is never touched.
 */
#include "server_part.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { HASHES = 4096 };

/* An address and its connections. */
struct peer {
	struct address address;
	uint32_t count;
	uint32_t next;			/* 1 + the next one of its hash, or of
					   the free */
};

struct guests {
	pthread_mutex_t lock;
	struct guest *places;
	uint32_t place_count;
	uint32_t highest;		/* place used so far, and 1 */
	uint32_t most, per_address;
	uint32_t count;
	struct peer *peers;
	uint32_t used_peers, free_peers;
	uint32_t hashes[HASHES];
	uint64_t salt;
};

int64_t steady_micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t steady_ms(void)
{
	return steady_micros() / 1000;
}

/* As many as there can be descriptors. Pages of them that nobody comes to are
   never there. */
static uint32_t count_places(void)
{
	enum { MOST = 1 << 20 };
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur > MOST)
		return MOST;
	return (uint32_t)files.rlim_cur;
}

struct guests *guests_open(uint32_t connections, uint32_t per_address)
{
	struct guests *l = calloc(1, sizeof(*l));
	struct chance chance = chance_system();

	if (l == NULL)
		return NULL;
	l->most = connections;
	l->per_address = per_address;
	l->place_count = count_places();
	l->places = calloc(l->place_count, sizeof(*l->places));
	l->peers = calloc(connections, sizeof(*l->peers));
	chance.fill(chance.context, &l->salt, sizeof(l->salt));
	pthread_mutex_init(&l->lock, NULL);
	if (l->places == NULL || l->peers == NULL) {
		guests_close(l);
		return NULL;
	}
	return l;
}

void guests_close(struct guests *l)
{
	if (l == NULL)
		return;
	pthread_mutex_destroy(&l->lock);
	free(l->places);
	free(l->peers);
	free(l);
}

/* --- addresses counted --------------------------------------------------- */

/* So that nobody can choose addresses that meet. */
static uint32_t hash_of(const struct guests *l, const struct address *a)
{
	uint64_t halves[2], h = l->salt;

	memcpy(halves, a->bytes, sizeof(halves));
	for (int i = 0; i < 2; i++) {
		h = (h ^ halves[i]) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 29;
	}
	return (uint32_t)(h >> 32) % HASHES;
}

static uint32_t *find_peer(struct guests *l, const struct address *a)
{
	uint32_t *at = &l->hashes[hash_of(l, a)];

	while (*at != 0 && !address_same(&l->peers[*at - 1].address, a))
		at = &l->peers[*at - 1].next;
	return at;
}

/* 0: it has as many as it may. */
static uint32_t peer_take(struct guests *l, const struct address *address)
{
	struct address a = address_counted(address);
	uint32_t *at = find_peer(l, &a);
	struct peer *p;

	if (*at == 0) {
		if (l->free_peers != 0) {
			*at = l->free_peers;
			l->free_peers = l->peers[*at - 1].next;
		} else {
			*at = ++l->used_peers;
		}
		l->peers[*at - 1] = (struct peer){ .address = a };
	}
	p = &l->peers[*at - 1];
	if (p->count == l->per_address)
		return 0;
	p->count++;
	return *at;
}

static void peer_give(struct guests *l, uint32_t place)
{
	struct peer *p = &l->peers[place - 1];
	uint32_t *at;

	if (--p->count > 0)
		return;
	at = find_peer(l, &p->address);
	*at = p->next;
	p->next = l->free_peers;
	l->free_peers = place;
}

/* --- places -------------------------------------------------------------- */

static void give(struct guests *l, struct guest *guest)
{
	if (!guest->open)
		return;
	guest->open = false;
	l->count--;
	if (guest->peer != 0)
		peer_give(l, guest->peer);
}

static struct guest *take(struct guests *l, uint32_t fd,
			  const struct address *address, bool proxy)
{
	struct guest *guest = &l->places[fd];
	uint32_t peer = 0;

	/* The library closed it without a word: it had no memory. */
	give(l, guest);
	if (l->count == l->most)
		return NULL;
	if (!proxy) {
		peer = peer_take(l, address);
		if (peer == 0)
			return NULL;
	}
	l->count++;
	if (fd >= l->highest)
		l->highest = fd + 1;
	guest->open = true;
	guest->peer = peer;
	guest->proxy = proxy;
	guest->address = *address;
	guest->incoming = NULL;
	guest_set(guest, GUEST_IDLE, HEAD_MS);
	return guest;
}

struct guest *guests_take(struct guests *l, int fd,
			  const struct address *address, bool proxy)
{
	struct guest *guest;

	if (fd < 0 || (uint32_t)fd >= l->place_count)
		return NULL;
	pthread_mutex_lock(&l->lock);
	guest = take(l, (uint32_t)fd, address, proxy);
	pthread_mutex_unlock(&l->lock);
	return guest;
}

void guests_give(struct guests *l, struct guest *guest)
{
	pthread_mutex_lock(&l->lock);
	give(l, guest);
	pthread_mutex_unlock(&l->lock);
}

struct guest *guests_at(struct guests *l, int fd)
{
	return &l->places[fd];
}

void guest_set(struct guest *guest, enum guest_state state, int64_t ms)
{
	atomic_store_explicit(&guest->deadline, ms == 0 ? 0 : steady_ms() + ms,
			      memory_order_relaxed);
	atomic_store_explicit(&guest->state, (uint8_t)state,
			      memory_order_relaxed);
}

uint32_t guests_count(struct guests *l)
{
	uint32_t count;

	pthread_mutex_lock(&l->lock);
	count = l->count;
	pthread_mutex_unlock(&l->lock);
	return count;
}

/* --- those that take too long -------------------------------------------- */

uint32_t guests_sweep(struct guests *l)
{
	int64_t now = steady_ms();
	uint32_t shut = 0;

	pthread_mutex_lock(&l->lock);
	for (uint32_t fd = 0; fd < l->highest; fd++) {
		struct guest *guest = &l->places[fd];
		int64_t deadline = atomic_load_explicit(&guest->deadline,
							memory_order_relaxed);

		if (!guest->open || deadline == 0 || deadline > now)
			continue;
		shutdown((int)fd, SHUT_RDWR);
		atomic_store_explicit(&guest->deadline, 0,
				      memory_order_relaxed);
		shut++;
	}
	pthread_mutex_unlock(&l->lock);
	return shut;
}

uint32_t guests_shut_waiting(struct guests *l)
{
	uint32_t left = 0;

	pthread_mutex_lock(&l->lock);
	for (uint32_t fd = 0; fd < l->highest; fd++) {
		struct guest *guest = &l->places[fd];

		if (!guest->open)
			continue;
		left++;
		if (atomic_load_explicit(&guest->state, memory_order_relaxed) <=
		    GUEST_HEAD)
			shutdown((int)fd, SHUT_RD);
	}
	pthread_mutex_unlock(&l->lock);
	return left;
}
