#include "config.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

/*
 * Small allocations share blocks.  Under AddressSanitizer each has its own
 * block, so that every overrun is detected.
 */
#ifdef __SANITIZE_ADDRESS__
#define BLOCK_BYTES	0
#else
#define BLOCK_BYTES	8000
#endif
#define ALIGN		alignof(max_align_t)

struct arena_block {
	struct arena_block	*next;
	size_t			 used, size;
	alignas(max_align_t) unsigned char	 data[];
};

static struct arena_block *
arena_block_new(size_t size)
{
	struct arena_block *b = calloc(1, sizeof(*b) + size);

	if (!b)
		abort();
	b->size = size;
	return b;
}

/* Goes in after the head, whose free space stays in use. */
static void *
arena_alloc_alone(struct arena *a, size_t size)
{
	struct arena_block *b = arena_block_new(size);

	b->used = size;
	b->next = a->head ? a->head->next : NULL;
	if (a->head)
		a->head->next = b;
	else
		a->head = b;
	return b->data;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
	struct arena_block *b = a->head;

	if (size > BLOCK_BYTES / 4)
		return arena_alloc_alone(a, size);
	if (!b || b->size - b->used < need) {
		b = arena_block_new(BLOCK_BYTES);
		b->next = a->head;
		a->head = b;
	}
	b->used += need;
	return b->data + b->used - need;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	size_t n;

	if (!s)
		return NULL;
	n = strlen(s) + 1;
	return memcpy(arena_alloc(a, n), s, n);
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	return memcpy(arena_alloc(a, len + 1), s, len);
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char few[256], *s;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(few, sizeof(few), fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	s = arena_alloc(a, (size_t)n + 1);
	if (n < (int)sizeof(few))
		return memcpy(s, few, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

size_t
arena_bytes(const struct arena *a)
{
	const struct arena_block *b;
	size_t n = 0;

	for (b = a->head; b; b = b->next)
		n += sizeof(*b) + b->size;
	return n;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *b;

	while ((b = a->head)) {
		a->head = b->next;
		free(b);
	}
}
