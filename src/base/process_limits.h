/*
 * What a program that we run may take of the machine.  Resident memory is
 * what counts, and the kernel limits only address space: so that is watched,
 * and the limit on data stands behind it.
 */
#ifndef PROCESS_LIMITS_H
#define PROCESS_LIMITS_H

#include <stdint.h>
#include <sys/types.h>

#define PROCESS_MEMORY_BYTES (INT64_C(1792) << 20)	/* 2 GB, and time to notice */

struct process_limits {
	int64_t	memory_bytes;	/* resident; 0: PROCESS_MEMORY_BYTES */
	int64_t	data_bytes;	/* private memory that can be written */
	int64_t	file_bytes;	/* of each file that it writes */
	int	cpu_s;		/* of one process, all threads together */
};

/*
 * In the child, before it becomes the program.  When memory grows scarce, the
 * kernel ends such a program before any of ours.
 */
void	process_limits_apply(const struct process_limits *);

/* Resident bytes of a process and of what it has started. */
int64_t	process_memory(pid_t);

/* How large their files may be by now, never more than at first. */
void	run_file_limit(pid_t, int64_t bytes);

#endif
