/*
 * Reads a request's JSON body into a struct, by a table of members.  A member
 * that is not in the table is refused, never ignored; null counts as absent.
 */
#ifndef BODY_H
#define BODY_H

#include <stddef.h>

struct request;

enum body_member_kind {
	MEMBER_TEXT,	/* const char * */
	MEMBER_NUMBER,	/* double; unchanged when absent */
	MEMBER_WHOLE,	/* int64_t, not negative */
	MEMBER_INT,	/* the same, at most INT_MAX */
	MEMBER_BOOL,	/* bool */
	MEMBER_CHOICE,	/* struct body_choice: a string or a whole number */
	MEMBER_LIST,	/* struct body_list: strings, at least one */
};

struct body_choice {
	const char	*text;		/* or NULL */
	int		 number;	/* -1 when absent or a string */
};

#define BODY_LIST_MAX	200

struct body_list {
	const char	*items[BODY_LIST_MAX];
	size_t		 n;
};

struct body_member {
	const char		*name;
	enum body_member_kind	 kind;
	size_t			 at;	/* offset in the struct */
};

/* 0 and the given members are set; or the status of a refusal, replied. */
int	body_read(struct request *, const struct body_member *, size_t n,
	    void *out);

#endif
