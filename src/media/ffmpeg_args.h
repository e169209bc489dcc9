/*
 * What every ffmpeg and ffprobe command has in common: argument lists that
 * grow in an arena, paths that cannot be taken for anything else.
 */
#ifndef FFMPEG_ARGS_H
#define FFMPEG_ARGS_H

#include <stddef.h>

struct arena;

/*
 * Only these may be opened: a playlist in disguise reads other files.  They
 * are FFmpeg's names of what the file name extensions mean that Jellyfin and
 * Plex take for films (wtv, dvr-ms, rmvb, nuv, ty, viv, fli, pva, y4m ...);
 * and of subtitles, which an AVI holds as whole files.
 */
#define FFMPEG_FORMATS \
	"matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpegts,mpeg,avi,flv,asf,ogg," \
	"wtv,rm,dv,mxf,gxf,nut,nuv,nsv,pva,ty,vivo,flic,yuv4mpegpipe," \
	"mpegvideo,m4v,h264,hevc,vc1,av1,obu,ivf,wav,flac,mp3,srt,ass"

#define ARGS_MAX	120

struct args {
	struct arena	*a;
	const char	*list[ARGS_MAX + 1];
	size_t		 n;
};

/* Appends strings, which must live as long as the arena. */
void	args_add_list(struct args *, const char *const *);
#define args_add(v, ...) \
	args_add_list(v, (const char *const []){ __VA_ARGS__, NULL })

/*
 * Before an input: from where on (0: its start) and for how long it is read.
 * What waits for the end of a stream, a palette or an overlay, would read the
 * whole film otherwise.  Pictures that are held end with the next one, which
 * may come much later: some time is added for it.
 */
#define FFMPEG_READ_ON_S	60.0
void	args_add_window(struct args *, double from_s, double length_s);

/*
 * Whose output ends it: FFmpeg 7 looks for signals as often as it would print
 * statistics, and reads on in between.
 */
void	args_ends_early(struct args *);

/* -i file:PATH, and that it may open nothing else. */
void	args_add_input(struct args *, const char *path);

/* ffmpeg, quiet and not asking. */
void	args_start(struct args *, const char *ffmpeg);

/* The output file for one picture, after its encoder's options. */
void	args_add_picture(struct args *, const char *out);
/* The same as JPEG; quality: -q:v, 1 best to 31. */
void	args_add_jpeg(struct args *, const char *quality, const char *out);

char *const	*args_finish(struct args *);

/*
 * A filter that writes the time of each frame to stdout, and the time, in
 * seconds of the file's own clock, in such a line: 1, or 0: it has none.
 * The time base before it must be AVTB.
 */
#define FFMPEG_PRINT_TIME	"metadata=mode=add:key=t:value=1," \
			"metadata=mode=print:file=-"
int	ffmpeg_parse_frame_time(const char *line, double *pts_s);

/* Seconds for a command line: no exponent, microseconds. */
const char	*args_format_time(struct arena *, double s);

#endif
