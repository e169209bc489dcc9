// The films that are measured: half an hour of 1080p, and some 4K.  Twenty
// seconds are encoded and then repeated without encoding; kept between runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { builddir } from '../t/lib/stack.mjs';

const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '27', '-g',
	'250', '-keyint_min', '250', '-sc_threshold', '0'];
const X265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '30',
	'-x265-params', 'keyint=250:min-keyint=250:scenecut=0:log-level=error',
	'-tag:v', 'hvc1'];

// seconds: of the whole; one GOP is ten.
export const films = {
	hd: { name: 'hd.mp4', size: '1920x1080', part: 20, seconds: 1800,
		codec: X264 },
	uhd: { name: 'uhd.mp4', size: '3840x2160', part: 10, seconds: 120,
		codec: X265 },
};

const folder = join(builddir, 'bench', 'films.kept');
export const path = (film) => join(folder, film.name);

export const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error',
	'-nostdin', '-y', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

function make({ name, size, part, seconds, codec }) {
	const once = join(folder, `once-${name}`);
	const temp = join(folder, `part-${name}`);
	ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${part},` +
		'noise=alls=4:allf=t', '-f', 'lavfi', '-i',
		`sine=440:r=48000:d=${part}`, '-map', '0', '-map', '1', ...codec,
		'-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', once);
	ffmpeg('-stream_loop', String(seconds / part - 1), '-i', once, '-map', '0',
		'-c', 'copy', '-t', String(seconds), temp);
	rmSync(once);
	renameSync(temp, join(folder, name));
}

export function ready() {
	mkdirSync(folder, { recursive: true });
	for (const film of Object.values(films)) {
		if (existsSync(path(film)))
			continue;
		console.error(`# makes ${film.name} (once)`);
		make(film);
	}
}
