/*
 * The test films on disk.  `t/films OUTDIR` makes what is missing there; a
 * test says `await ready()` and then finds them by name.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { films, copies } from './film_table.mjs';
import { extras } from './film_extras.mjs';
import { make, copy, ffmpeg } from './film_make.mjs';
import { whole } from './frames.mjs';

export { films, copies };

const HERE = path.dirname(fileURLToPath(import.meta.url));
const SOURCES = ['code.mjs', 'canvas.mjs', 'boxes.mjs', 'film_make.mjs'];

/* Kept between runs: below the build tree, or where the tester says. */
export const folder = path.resolve(process.env.FILMS_DIR ??
    path.join(process.env.builddir ?? '.', 't/films.kept'));

export function
where(name)
{
	return path.join(folder, name);
}

export function
film(name)
{
	return films.find((one) => one.name === name);
}

function
tableOf(name)
{
	const entry = [...films, ...copies].find((one) => one.name === name);

	return path.join(folder, '.work', `${entry.id}.table`);
}

/* Reads a film, keeps its table, and gives what frames.mjs has `also`. */
export async function
study(name, sound)
{
	const { frames, also } = await whole(where(name), sound);
	const file = tableOf(name), temp = `${file}.${process.pid}`;

	fs.writeFileSync(temp, JSON.stringify(frames));
	fs.renameSync(temp, file);
	return also;
}

/* Every frame of a film, read once. */
export async function
table(name)
{
	if (!fs.existsSync(tableOf(name)))
		await study(name);
	return JSON.parse(fs.readFileSync(tableOf(name)));
}

/* What a film was made of: another recipe makes it anew. */
function
recipe(entry)
{
	const hash = createHash('sha256').update(JSON.stringify(entry));

	for (const name of [...SOURCES, entry.sub && 'film_extras.mjs',
	    entry.sub && 'pgs.mjs', entry.encode && 'vc1.mjs',
	    entry.damage && 'damage.mjs'].filter(Boolean))
		hash.update(fs.readFileSync(path.join(HERE, name)));
	return hash.digest('hex');
}

function
stamp(out, { id })
{
	return path.join(out, '.work', `${id}.made`);
}

function
made(out, entry)
{
	const file = stamp(out, entry);

	return fs.existsSync(path.join(out, entry.name)) &&
	    fs.existsSync(file) &&
	    fs.readFileSync(file, 'latin1') === recipe(entry);
}

async function
prepare(out)
{
	const work = path.join(out, '.work');

	fs.mkdirSync(work, { recursive: true });
	extras(work);
	await ffmpeg(['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i',
	    'color=orange:s=200x300:d=1', '-frames:v', '1', '-update', '1',
	    path.join(work, 'cover.jpg')]);
}

/* Under a plain name first; then it is there at once, and whole. */
async function
put(out, entry, write)
{
	const work = path.join(out, '.work');
	const temp = path.join(work, `${entry.id}.part${entry.name
	    .slice(entry.name.lastIndexOf('.'))}`);
	const stem = path.join(out, path.parse(entry.name).name);

	for (const old of [temp, stamp(out, entry),
	    path.join(work, `${entry.id}.table`)])
		fs.rmSync(old, { force: true });
	await write(temp, work);
	for (const [end, from] of Object.entries(entry.beside ?? {}))
		fs.copyFileSync(path.join(work, from), stem + end);
	fs.renameSync(temp, path.join(out, entry.name));
	fs.writeFileSync(stamp(out, entry), recipe(entry));
}

/* What a copy is made of is wanted too. */
function
wanted(list, names)
{
	const also = copies.filter(({ name }) => names.includes(name))
	    .map(({ from }) => from);

	return names.length ? list.filter(({ name }) =>
	    [...names, ...also].includes(name)) : list;
}

/* Makes what is missing, as many at a time as there are cores. */
export async function
makeAll(out, names, say = () => {})
{
	const missing = (list) => wanted(list, names)
	    .filter((one) => !made(out, one));
	const todo = missing(films)
	    .sort((a, b) => b.frames * b.size[0] - a.frames * a.size[0]);
	const worker = async () => {
		for (let one; (one = todo.shift());) {
			await put(out, one, (temp, work) =>
			    make(one, work, temp));
			say(one.name);
		}
	};

	if (todo.length)
		await prepare(out);
	await Promise.all(os.cpus().map(worker));
	for (const one of missing(copies)) {
		await put(out, one, (temp) => copy(one, out, temp));
		say(one.name);
	}
}

/* Runs t/films as a program, so that only one makes them at a time. */
export async function
ready(...names)
{
	const child = spawn(path.join(HERE, '..', 'films'),
	    [folder, ...names], { stdio: ['ignore', 'ignore', 'inherit'] });
	const [status] = await once(child, 'close');

	if (status !== 0)
		throw new Error(`t/films ${folder}: status ${status}`);
}
