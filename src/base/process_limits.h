/*
 * Resource limits of the programs that we run.  Resident memory is what
 * matters, but the kernel can only limit address space: so we watch resident
 * memory, with the limit on data as a second line of defence.
 */
#ifndef PROCESS_LIMITS_H
#define PROCESS_LIMITS_H

#include <stdint.h>
#include <sys/types.h>

/* Below 2 GB, as memory grows on before we notice. */
#define PROCESS_MEMORY_BYTES	(INT64_C(1792) << 20)

struct process_limits {
	int64_t	memory_bytes;	/* resident; 0: PROCESS_MEMORY_BYTES */
	int64_t	data_bytes;	/* private memory that can be written */
	int64_t	file_bytes;	/* of each file that it writes */
	int	cpu_s;		/* of one process, all threads together */
};

/*
 * Call in the child, before exec.  When memory runs short, the kernel also
 * kills such a program before any of our daemons.
 */
void	process_limits_apply(const struct process_limits *);

/* Resident bytes of a process and its descendants. */
int64_t	process_memory(pid_t);

/* Lowers or raises the limit on their files, up to file_bytes. */
void	process_file_limit(pid_t, int64_t bytes);

#endif
