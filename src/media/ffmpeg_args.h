/*
 * Argument lists for ffmpeg and ffprobe, built in an arena.  Input paths are
 * written so that FFmpeg cannot take them for a URL or an option.
 */
#ifndef FFMPEG_ARGS_H
#define FFMPEG_ARGS_H

#include <stddef.h>

struct arena;

/*
 * The only formats that FFmpeg may open: a disguised playlist could make it
 * read other files.  These are FFmpeg's names for the file types that Jellyfin
 * and Plex treat as films (wtv, dvr-ms, rmvb, nuv, ty, viv, fli, pva, y4m ...),
 * and for subtitles, which an AVI holds as whole files.
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
 * Limits how much of the next input is read: from where (0: its start) and for
 * how long.  Without a limit, a filter that waits for the end of a stream
 * (palette, overlay) would read the whole film.  FFMPEG_READ_ON_S is added
 * because a frame ends only when the next one comes, which may be much later.
 */
#define FFMPEG_READ_ON_S	60.0
void	args_add_window(struct args *, double from_s, double length_s);

/*
 * For a command that we stop as soon as its output says enough.  FFmpeg 7
 * checks for signals only as often as it prints statistics, and reads on until
 * then.
 */
void	args_ends_early(struct args *);

/* -i file:PATH, limited to local files and FFMPEG_FORMATS. */
void	args_add_input(struct args *, const char *path);

/* Begins an ffmpeg command that prints only errors and asks nothing. */
void	args_start(struct args *, const char *ffmpeg);

/* The output file for one picture, after its encoder's options. */
void	args_add_picture(struct args *, const char *out);
/* The same as JPEG; quality: -q:v, 1 best to 31. */
void	args_add_jpeg(struct args *, const char *quality, const char *out);

char *const	*args_finish(struct args *);

/*
 * A filter that prints the time of each frame to stdout, and the parser for its
 * lines: 1 and seconds by the file's clock, or 0 for other lines.  The filter's
 * input must have the time base AVTB.
 */
#define FFMPEG_PRINT_TIME	"metadata=mode=add:key=t:value=1," \
			"metadata=mode=print:file=-"
int	ffmpeg_parse_frame_time(const char *line, double *pts_s);

/* Seconds as an argument: to the microsecond, without an exponent. */
const char	*args_format_time(struct arena *, double s);

#endif
