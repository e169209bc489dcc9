/*
 * What a clip must be, whoever made it: clips from films of film_table.mjs
 * are read here and compared with their film; each check says what is wrong.
 */
import { table } from './films.mjs';
import { shown, wholes } from './frames.mjs';
import { audible, listen } from './sound.mjs';

const PLAYABLE = { video: ['h264', 'av1', 'vp9'],
	audio: ['aac', 'mp3', 'opus'] };
const TONES = [440, 660, 880, 1100, 1320];
/* A copied packet of sound is at most this long, in seconds. */
const GRAIN = 0.035;
/* How far the sound may be from the picture; nobody notices this. */
const LIPS = 0.06;

/* How long a frame near this moment stays on screen. */
function
stay(list, at)
{
	const { n } = shown(list, at);
	const here = list.findIndex((frame) => frame.n === n);
	const other = list[here + 1] ?? list[here - 1];

	return Math.abs(other.t - list[here].t);
}

function
between(value, low, high, what)
{
	return value >= low - 1e-6 && value <= high + 1e-6 ? [] :
	    [`${what}: ${value}, not ${low} to ${high}`];
}

/* The frame on screen at the start, or the next; in order to the end. */
function
picture(entry, list, got, { start, end })
{
	const first = shown(list, start).n, slack = entry.slack ?? 0;
	const last = shown(list, end - 0.0005).n;
	const gap = got.findIndex((frame, i) => frame.n === null ||
	    frame.film !== entry.id || frame.turn !== 0 ||
	    (i > 0 && frame.n <= got[i - 1].n));
	const jump = got.findIndex((frame, i) => i > 0 &&
	    frame.n > got[i - 1].n + 1);

	return [...between(got[0]?.n ?? NaN, first - slack, first + 1 + slack,
	    'first frame'), ...between(got.at(-1)?.n ?? NaN, last - 1 - slack,
	    last + 1 + slack, 'last frame'),
	    ...(gap < 0 ? [] : [`frame ${gap} is ${JSON.stringify(got[gap])}` +
		` after ${got[gap - 1]?.n}`]),
	    ...(jump < 0 ? [] : [`from ${got[jump - 1].n} to ${got[jump].n}`])];
}

/* Each frame as long after the second as in the film. */
function
pace(list, got, slack)
{
	const times = new Map(list.map(({ n, t }) => [n, t]));
	const off = got.slice(1).map(({ n, t }) => (t - got[1].t) -
	    (times.get(n) - times.get(got[1].n)));
	const worst = off.find((value) => Math.abs(value) > slack);

	return worst === undefined ? [] : [`times are off by ${worst}`];
}

function
codecs({ streams: all })
{
	const kinds = all.map((stream) => stream.codec_type).sort().join(' ');
	const strange = all.filter(({ codec_type: type, codec_name: name }) =>
	    !PLAYABLE[type]?.includes(name));

	return [...(/^(audio )?video$/.test(kinds) ? [] :
	    [`streams: ${kinds}`]), ...strange.map(({ codec_name: name }) =>
	    `no browser plays ${name}`)];
}

/*
 * A beat falls on each whole second of the film, by the first frame that
 * begins within the clip: the one before it may have been there for long.
 */
function
sound(entry, raw, list, got, { start, end, track })
{
	const { hz } = entry.audio[track ?? Math.max(0, entry.audio
	    .findIndex(({ disposition }) => disposition === 'default'))];
	const { hz: heard, beats: when, seconds } = listen(raw, TONES);
	const begins = got.find(({ n }) => n !== got[0].n);
	const lead = begins ? list.find(({ n }) => n === begins.n)?.t -
	    begins.t : start;
	const late = when.filter((at) => at > 0.05).map((at) =>
	    Math.abs((at + lead) - Math.round(at + lead)));
	const played = Math.min(end, entry.seconds ?? Infinity) - start;

	return [...(heard === hz ? [] : [`heard ${heard} Hz, not ${hz}`]),
	    ...between(seconds, played - 0.1, played + 0.1,
	    'length of the sound'), ...late.filter((off) => off > LIPS)
	    .map((off) => `sound ${off.toFixed(3)} s off`)];
}

/* A frame may be shown by several of a steady rate's: it begins with one. */
function
begins({ n }, i, all)
{
	return n === null || n !== all[i - 1]?.n;
}

function
look(entry, list, facts, asked)
{
	/* What an edit list hides, some decoders of FFmpeg show all the same. */
	const got = facts.frames.filter(({ t }) => t > -0.001).filter(begins);
	const frame = stay(list, asked.start);
	const grain = frame + (entry.audio.length ? GRAIN : 0.002);
	const length = asked.end - asked.start;

	return { first: got[0]?.n, wrong: [
	    ...codecs(facts), ...picture(entry, list, got, asked),
	    ...pace(list, got, Math.max(0.003, entry.slack ?? 0)),
	    ...between(Number(facts.format.duration), length - grain,
	    length + grain, 'length'), ...(entry.audio.length ?
	    sound(entry, facts.also, list, got, asked) : [])] };
}

/*
 * Of each clip { file, start, end, track } of a film { wrong, first }: what
 * is wrong with it, as sentences; and the number of its first frame.
 */
export async function
faultsOfAll(entry, clips)
{
	const list = await table(entry.name);
	const all = clips.length ? await wholes(clips.map(({ file }) => file),
	    entry.audio.length ? audible() : undefined) : [];

	return all.map((facts, i) => look(entry, list, facts, clips[i]));
}

export async function
faults(entry, file, asked)
{
	return (await faultsOfAll(entry, [{ file, ...asked }]))[0];
}
