/* The schema as numbered steps: step i upgrades version i to i + 1. */
#ifndef SCHEMA_H
#define SCHEMA_H

#define SCHEMA_VERSION	6

extern const char *const schema_steps[SCHEMA_VERSION];

#endif
