/*
 * Writing JSON: straight into a buffer, in the order of the calls.
 *
 * Numbers are exact decimals and never pass through a double, so the bytes
 * are the same on every machine. A call out of order is a BUG.
 */
#ifndef JALON_FORMAT_JSON_H
#define JALON_FORMAT_JSON_H

#include "base/ratio.h"

/* More than a tree read from a file (64) within a document of ours. */
enum { JSON_DEPTH = 96 };

struct json {
	struct buf *out;
	bool pretty;		/* two-space indentation, one member a line */
	bool after_key;
	int depth;		/* open objects and arrays */
	struct json_level {
		bool array;
		bool started;	/* has a member */
	} levels[JSON_DEPTH + 1];
};

struct json json_make(struct buf *out, bool pretty);
/* Not json_object: jansson has functions of that name. */
void json_begin_object(struct json *j);
void json_begin_array(struct json *j);
/* Ends the innermost object or array. */
void json_end(struct json *j);
/* Keys are C strings of ours; json_key_str takes ids. */
void json_key(struct json *j, const char *key);
void json_key_str(struct json *j, struct str key);
void json_str(struct json *j, struct str value);
void json_text(struct json *j, const char *value);
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);
void json_put_null(struct json *j);
/* A decimal with at most `places` places, without trailing zeros. */
void json_ratio(struct json *j, struct ratio value, int places);
/* A JSON text of ours, as it is. */
void json_written(struct json *j, struct str text);
/* A whole tree: plain scalars that are numbers, true or false stay bare. */
struct node;
void json_node(struct json *j, const struct node *node);

#endif
