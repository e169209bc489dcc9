/* Small facts that must survive a restart, by name. */
#ifndef SETTING_H
#define SETTING_H

#include <stdbool.h>

struct db;

int	setting_set(struct db *, const char *name, const char *value);
int	setting_is_set(struct db *, const char *name, bool *);

#endif
