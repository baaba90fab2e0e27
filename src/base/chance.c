/* Chance, by libsodium. */
#include "base/chance.h"

#include <sodium/randombytes.h>
#include <sodium/utils.h>

#include "base/arena.h"

static void fill_from_system(void *context, void *bytes, size_t count)
{
	(void)context;
	randombytes_buf(bytes, count);
}

struct chance chance_system(void)
{
	return (struct chance){ .fill = fill_from_system };
}

struct str chance_id(struct arena *a, const struct chance *chance)
{
	unsigned char bytes[16];
	char *hex = arena_alloc(a, 2 * sizeof(bytes) + 1);

	chance->fill(chance->context, bytes, sizeof(bytes));
	sodium_bin2hex(hex, 2 * sizeof(bytes) + 1, bytes, sizeof(bytes));
	return (struct str){ hex, 2 * sizeof(bytes) };
}
