// Screenshots and clips, each beside the FFmpeg command that a person would
// type, on the same file at the same moment.
import { join } from 'node:path';
import { random } from '../t/lib/random.mjs';
import { until } from '../t/lib/tap.mjs';
import { command, median, ms, n1, n2, ratio, rounds, row } from './measure.mjs';
import { films, path } from './films.mjs';
import { cinema } from './house.mjs';

// At the priority that MediaSnap gives its own, so that whatever else the
// machine does meets both alike.
const ffmpeg = (nice, ...args) => command('nice', '-n', String(nice), 'ffmpeg',
	'-v', 'error', '-nostdin', '-y', ...args);
const SCREENSHOT_NICE = 5;
const CLIP_NICE = 10;

async function screenshots(s, key, count, want) {
	const film = films[key];
	const pick = random(7);
	const moments = Array.from({ length: count + 1 }, () =>
		(20 + pick() * (film.seconds - 40)).toFixed(3));
	const out = join(s.dir, 'plain.jpg');
	const [ours, theirs] = await rounds(count, (n) => ms(async () => {
		const a = await s.post('/api/capture/screenshot',
			{ session_id: `plex-s${key}`, timestamp_seconds: +moments[n] });
		if (a.status !== 200)
			throw new Error(a.text);
	}), (n) => ms(() => ffmpeg(SCREENSHOT_NICE, '-ss', moments[n], '-i',
		path(film), '-frames:v', '1', '-q:v', '2', out)));
	row(`screenshot ${film.name}, ms`, n1(median(ours)), n1(median(theirs)),
		n2(ratio(ours, theirs)), want);
}

// Twelve pictures, a second apart, beside the same in one pass by hand.
async function strips(s, count) {
	const pick = random(13);
	const moments = Array.from({ length: count + 1 }, () =>
		Math.round(20 + pick() * (films.hd.seconds - 40)));
	const out = join(s.dir, 'strip.jpg');
	const [ours, theirs] = await rounds(count, (n) => ms(async () => {
		const a = await s.get(`/api/sessions/plex-shd/frames?at=${moments[n]}` +
			'&count=12&step=1&width=320');
		if (a.status !== 200)
			throw new Error(a.text);
	}), (n) => ms(() => ffmpeg(SCREENSHOT_NICE, '-skip_frame', 'noref', '-ss',
		String(moments[n] - 6), '-t', '12', '-i', path(films.hd), '-vf',
		'fps=1,scale=320:-2,tile=12x1', '-frames:v', '1', '-q:v', '3', out)));
	row('filmstrip of 12, 1080p, ms', n1(median(ours)), n1(median(theirs)),
		n2(ratio(ours, theirs)), { most: 1.3 });
}

async function clip(s, start, seconds, precise) {
	const a = await s.post('/api/capture/clip', { session_id: 'plex-shd',
		start_seconds: start, end_seconds: start + seconds, precise });
	const done = await until(async () => {
		const c = (await s.get(`/api/captures/${a.json.id}`)).json;
		return c.status === 'pending' ? null : c;
	}, 'the clip', 120000);
	if (done.status !== 'complete')
		throw new Error(done.error_message);
}

async function clips(s, what, seconds, count, precise, codecs, want) {
	const pick = random(11);
	const starts = Array.from({ length: count + 1 }, () =>
		Math.round(100 + pick() * 1500));
	const out = join(s.dir, 'plain.mp4');
	const [ours, theirs] = await rounds(count,
		(n) => ms(() => clip(s, starts[n], seconds, precise)),
		(n) => ms(() => ffmpeg(CLIP_NICE, '-ss', String(starts[n]),
			'-i', path(films.hd), '-t', String(seconds), ...codecs,
			'-movflags', '+faststart', out)));
	row(what, n1(median(ours)), n1(median(theirs)), n2(ratio(ours, theirs)),
		want);
}

// The answer to POST; the clips themselves are cut afterwards.
async function accepted(s) {
	const [ours] = await rounds(20, async (n) => {
		let id;
		const taken = await ms(async () => {
			id = (await s.post('/api/capture/clip', {
				session_id: 'plex-shd', start_seconds: 50 + n,
				end_seconds: 52 + n })).json.id;
		});
		await s.settled(id);
		return taken;
	});
	row('clip accepted, ms', n1(median(ours)), '', n1(median(ours)),
		{ most: 5 });
}

export async function captures() {
	const s = await cinema();
	await screenshots(s, 'hd', 11, { most: 1.10 });
	await screenshots(s, 'uhd', 5, { most: 1.05 });
	await strips(s, 7);
	await clips(s, 'fast clip 60 s, ms', 60, 11, false, ['-c', 'copy'],
		{ most: 2.0 });
	await clips(s, 'precise clip 10 s, ms', 10, 3, true, ['-c:v', 'libx264',
		'-preset', 'fast', '-crf', '18', '-c:a', 'aac'], { most: 0.65 });
	await accepted(s);
	await s.stop();
}
