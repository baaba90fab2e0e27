/* Links to the headings of a page. */
#include "contents.h"

#include "base/arena.h"

static struct str id_of(struct arena *a, const char *mark, uint32_t n)
{
	struct buf id = buf_make(a);

	buf_fmt(&id, "%ss%u", mark, (unsigned)n);
	return buf_view(&id);
}

struct str contents_id(struct arena *a, const struct md *heading,
		       uint32_t *met)
{
	if (heading->level != 2)
		return STR_NONE;
	return id_of(a, "", ++*met);
}

static void write_links(struct html *h, struct arena *a, const struct md *md,
			uint32_t *n)
{
	for (const struct md *m = md->first; m != NULL; m = m->next) {
		if (m->kind == MD_SECTION)
			write_links(h, a, m, n);
		if (m->kind != MD_HEADING || m->level != 2)
			continue;
		html_open(h, "li", NULL);
		HTML_OPEN(h, "a", { "href", id_of(a, "#", ++*n) });
		html_text(h, md_plain(a, m));
		html_close(h, "a");
		html_close(h, "li");
		html_newline(h);
	}
}

void contents_write(struct html *h, struct arena *a, const struct md *tree,
		    struct str label)
{
	uint32_t n = 0;

	HTML_OPEN(h, "nav", { "aria-label", label });
	html_newline(h);
	html_open(h, "ul", NULL);
	html_newline(h);
	write_links(h, a, tree, &n);
	html_close(h, "ul");
	html_close(h, "nav");
	html_newline(h);
}
