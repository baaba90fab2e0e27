/* Counters, and their page. */
#include "server_part.h"

/* Upper ends of the buckets, in microseconds; the last has none. */
static const int64_t ends[BUCKETS - 1] = { 500,    1000,   2500,   5000,
					   10000,  25000,  50000,  100000,
					   250000, 500000, 1000000 };
static const char *const labels[BUCKETS] = {
	"0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025",
	"0.05",   "0.1",   "0.25",   "0.5",   "1",    "+Inf",
};

void counter_up(_Atomic uint64_t *counter)
{
	atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

static uint64_t get(const _Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static void more(_Atomic uint64_t *counter, uint64_t by)
{
	atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

void counters_add(struct counters *c, int status, int64_t micros, size_t bytes)
{
	int bucket = 0;

	while (bucket < BUCKETS - 1 && micros > ends[bucket])
		bucket++;
	counter_up(
	    &c->classes[status >= 100 && status < 600 ? status / 100 : 0]);
	counter_up(&c->took[bucket]);
	more(&c->micros, (uint64_t)micros);
	more(&c->bytes, bytes);
}

/* All threads' together. */
struct totals {
	uint64_t classes[6], took[BUCKETS];
	uint64_t refused, unread, unlogged, micros, bytes;
};

static void add_up(const struct server *s, struct totals *all)
{
	for (uint32_t i = 0; i < s->thread_count; i++) {
		const struct counters *c = &s->threads[i].counters;

		for (int k = 0; k < 6; k++)
			all->classes[k] += get(&c->classes[k]);
		for (int b = 0; b < BUCKETS; b++)
			all->took[b] += get(&c->took[b]);
		all->refused += get(&c->refused);
		all->unread += get(&c->unread);
		all->unlogged += get(&c->unlogged);
		all->micros += get(&c->micros);
		all->bytes += get(&c->bytes);
	}
}

static void write_counter(struct buf *out, const char *name, const char *help,
			  const char *type, uint64_t value)
{
	buf_fmt(out, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name,
		type, name, (unsigned long long)value);
}

static void write_requests(struct buf *out, const struct totals *all)
{
	buf_text(out, "# HELP jalon_requests_total Requests answered, by class "
		      "of status.\n"
		      "# TYPE jalon_requests_total counter\n");
	for (int k = 2; k < 6; k++)
		buf_fmt(out, "jalon_requests_total{status=\"%dxx\"} %llu\n", k,
			(unsigned long long)all->classes[k]);
}

static void write_times(struct buf *out, const struct totals *all)
{
	uint64_t count = 0;

	buf_text(out, "# HELP jalon_request_seconds Time to answer a request "
		      "that has arrived.\n"
		      "# TYPE jalon_request_seconds histogram\n");
	for (int b = 0; b < BUCKETS; b++) {
		count += all->took[b];
		buf_fmt(out, "jalon_request_seconds_bucket{le=\"%s\"} %llu\n",
			labels[b], (unsigned long long)count);
	}
	buf_fmt(out,
		"jalon_request_seconds_sum %llu.%06llu\n"
		"jalon_request_seconds_count %llu\n",
		(unsigned long long)(all->micros / 1000000),
		(unsigned long long)(all->micros % 1000000),
		(unsigned long long)count);
}

void server_metrics(struct server *s, struct buf *out)
{
	struct totals all = { 0 };

	add_up(s, &all);
	write_requests(out, &all);
	write_times(out, &all);
	write_counter(out, "jalon_body_bytes_total", "Bytes of bodies sent.",
		      "counter", all.bytes);
	write_counter(out, "jalon_refused_total",
		      "Requests refused before a page was looked for.",
		      "counter", all.refused);
	write_counter(out, "jalon_unread_total",
		      "Requests that could not be read.", "counter",
		      all.unread);
	write_counter(out, "jalon_log_lost_total",
		      "Lines of the log that could not be written.", "counter",
		      all.unlogged);
	write_counter(out, "jalon_receiving_bytes",
		      "Bytes held of forms that are not whole yet.", "gauge",
		      (uint64_t)(atomic_load(&s->form_bytes) +
				 atomic_load(&s->upload_bytes)));
	write_counter(out, "jalon_connections", "Connections open.", "gauge",
		      guests_count(s->guests));
	write_counter(out, "jalon_connections_total", "Connections accepted.",
		      "counter", get(&s->accepted));
	write_counter(out, "jalon_connections_turned_away_total",
		      "Connections beyond what is allowed.", "counter",
		      get(&s->turned_away));
	write_counter(out, "jalon_connections_timed_out_total",
		      "Connections closed for taking too long.", "counter",
		      get(&s->timed_out));
}
