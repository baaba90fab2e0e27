/* What another file of app/ takes from document.c. Private to them. */
#ifndef JALON_APP_DOCUMENT_PART_H
#define JALON_APP_DOCUMENT_PART_H

#include "app/case.h"

/* The recorded decisions of the round, where there are any. */
void document_put_decisions(struct desk *d, struct node *document,
			    const struct case_view *v);
/*
 * What each of the staff said, one by one, published or not: to be checked
 * and thrown away, never for a view. See the header of app/exchange.h.
 */
struct node *document_of_staff(struct desk *d, const struct case_view *view);

#endif
