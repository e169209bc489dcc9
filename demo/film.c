#include "config.h"

#include <string.h>

#include "film.h"
#include "base/arena.h"

/*
 * Scenes are computed small and scaled up: soft, cheap, and easy to encode.
 * Every motion has a period of 8 s, so that the loop has no seam.
 */
#define SMALL	"nullsrc=size=96x54:rate=24,format=yuv420p,geq="
#define LARGE	",scale=1280:720:flags=bicubic"

/* Northern lights over a dark sky: one bright, waving band. */
#define BAND(centre, width) \
	"exp(-pow((Y/H-" centre "-0.16*sin(2*PI*(X/W-T/8)))/" width ",2))"
#define AURORA SMALL \
	"lum='20+14*Y/H+150*" BAND("0.42", "0.20") \
	"*(0.62+0.3*sin(2*PI*(4*X/W+T/4)+3*sin(2*PI*(X/W+T/8))))':" \
	"cb='138-26*" BAND("0.40", "0.22") "+22*sin(2*PI*(X/W+T/8))*(1-Y/H)':" \
	"cr='124-44*" BAND("0.46", "0.20") "+16*" BAND("0.15", "0.14") "'" LARGE

/* A low sun behind three rows of hills, painted from far to near. */
#define HILL(top, high, way) \
	"clip((Y/H-" top "-" high "*sin(2*PI*(" way "T/8)))*W/6,0,1)"
#define OVER(colour, shape) "st(0,ld(0)+(" colour "-ld(0))*" shape ");"
#define HILLS(sky, sun, far, middle, near) \
	"'st(0," sky ");" \
	OVER(sun, "exp(-pow(hypot((X/W-0.62)*16/9," \
	    "Y/H-0.40-0.05*sin(2*PI*T/8))/0.10,4))") \
	OVER(far, HILL("0.50", "0.07", "1.1*X/W+")) \
	OVER(middle, HILL("0.64", "0.06", "1.7*X/W-")) \
	OVER(near, HILL("0.78", "0.05", "1.3*X/W+")) "ld(0)'"
#define SUNSET SMALL \
	"lum=" HILLS("70+150*Y/H", "225", "98", "64", "34") ":" \
	"cb=" HILLS("128-60*Y/H", "84", "112", "122", "130") ":" \
	"cr=" HILLS("146+24*Y/H", "146", "162", "150", "138") LARGE

/* Silk under water: slow folds with a bright edge. */
#define SILK SMALL \
	"lum='70+34*sin(2*PI*(X/W+0.22*sin(2*PI*(Y/H+T/8))))" \
	"+26*sin(2*PI*(1.4*Y/H+0.2*sin(2*PI*(X/W-T/8))))" \
	"+30*pow(0.5+0.5*sin(2*PI*(2.2*X/W-1.2*Y/H" \
	"+0.16*sin(2*PI*(Y/H-T/4)))),6)':" \
	"cb='150+24*sin(2*PI*(X/W-T/8))':" \
	"cr='108+24*cos(2*PI*(Y/H*0.9+X/W*0.5+T/8))'" LARGE

#define WIDE		"crop=1138:640:71:0,scale=640:360"
#define UPRIGHT		"crop=428:640:600:0,scale=400:600"

const struct film films[FILM_COUNT] = {
	[FILM_EPISODE] = {
		.id = "101", .title = "Northern Lights",
		.series = "Slow Light", .season = 1, .episode = 3,
		.year = 2024,
		.summary = "Above the fjord the sky begins to move.",
		.file = "TV/Slow Light/Season 01/"
		    "Slow Light - S01E03 - Northern Lights.mkv",
		.poster = "posters/northern-lights.jpg",
		.poster_crop = WIDE, .scene = AURORA, .note_hz = 110,
	},
	[FILM_FIRST] = {
		.id = "5f1c0b7e4d2a49c8a3e6b1d09f7c2e11",
		.title = "Golden Hour", .year = 2023,
		.summary = "The sun takes its time.",
		.file = "Movies/Golden Hour (2023)/Golden Hour (2023).mp4",
		.poster = "posters/golden-hour.jpg",
		.poster_crop = UPRIGHT, .scene = SUNSET, .note_hz = 131,
	},
	[FILM_SECOND] = {
		.id = "5f1c0b7e4d2a49c8a3e6b1d09f7c2e12",
		.title = "Undertow", .year = 2025,
		.summary = "Nobody comes up for air.",
		.file = "Movies/Undertow (2025)/Undertow (2025).mp4",
		.poster = "posters/undertow.jpg",
		.poster_crop = UPRIGHT, .scene = SILK, .note_hz = 98,
	},
};

const struct film *
film_by_id(const char *id, size_t len)
{
	size_t i;

	for (i = 0; i < FILM_COUNT; i++)
		if (strlen(films[i].id) == len &&
		    !memcmp(films[i].id, id, len))
			return &films[i];
	return NULL;
}

char *
film_path(struct arena *a, const char *dir, const struct film *f)
{
	return arena_printf(a, "%s/%s", dir, f->file);
}

char *
film_poster_path(struct arena *a, const char *dir, const struct film *f)
{
	return arena_printf(a, "%s/%s", dir, f->poster);
}
