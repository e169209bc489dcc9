// What a capture costs on a film of two hours, beside the same on a film of
// one minute: each kind, at the start, in the middle and at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LONG, minute, repeated } from '../t/lib/long.mjs';
import { median, ms, n1, n2, rounds, row } from './measure.mjs';

const MINUTES = 120, ROUNDS = 5, LENGTH = 2;
// Beyond this part the two cost the same: indices of two hours are longer.
const START_MS = 100;
const MOST = 1.3;
const PLACES = { start: 2, middle: 60 * MINUTES / 2 + 31,
	end: 60 * MINUTES - 18 };
const SUBTITLES = { text: LONG.text, ASS: LONG.ass, bitmap: LONG.bitmap };

const clip = (format, more = {}) => ({ kind: 'clip', format, ...more });
const kinds = {
	...Object.fromEntries(['jpg', 'png', 'webp'].map((format) =>
		[format, { kind: 'screenshot', format }])),
	...Object.fromEntries(Object.entries(SUBTITLES).map(([name, subtitle]) =>
		[`jpg, ${name}`, { kind: 'screenshot', format: 'jpg', subtitle }])),
	strip: { kind: 'strip', count: 3, step: 1, width: 160 },
	'fast mp4': clip('mp4'),
	'precise mp4': clip('mp4', { precise: true }),
	...Object.fromEntries(['webm', 'gif', 'webp', 'mp3'].map((format) =>
		[format, clip(format)])),
	...Object.fromEntries(Object.entries(SUBTITLES).map(([name, subtitle]) =>
		[`mp4, ${name}`, clip('mp4', { subtitle })])),
	'gif, text': clip('gif', { subtitle: LONG.text }),
	'mp4 of a size': clip('mp4', { max_bytes: 60000 }),
	'mp4 of a height': clip('mp4', { height: 60 }),
};

async function made(capture, dir, path, at, wish) {
	const out = join(dir, `out.${wish.format ?? 'jpg'}`);
	const when = wish.kind === 'clip' ? { start: at, end: at + LENGTH } : { at };
	const [{ answer }] = await capture({ path, out, ...when, ...wish });
	if (answer.status)
		throw new Error(answer.why);
}

export async function long() {
	const dir = mkdtempSync(join(tmpdir(), 'mediasnap-bench-'));
	process.env.FILMS_DIR ??= dir;
	const { capture } = await import('../t/lib/capture.mjs');
	process.env.PROBES_DB = join(dir, 'probes.db');
	try {
		const once = await minute(dir);
		const film = await repeated(once, MINUTES, join(dir, 'long.mkv'));
		for (const [name, wish] of Object.entries(kinds))
			for (const [place, at] of Object.entries(PLACES)) {
				const [two, one] = await rounds(ROUNDS,
					() => ms(() => made(capture, dir, film, at, wish)),
					() => ms(() => made(capture, dir, once, at % 60, wish)));
				row(`two hours: ${name} at its ${place}, ms`, n1(median(two)),
					n1(median(one)), n2(Math.max(0, median(two) - START_MS) /
					median(one)), { most: MOST });
			}
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}
