#!/usr/bin/env node
// The README against the tree: variables, folders, targets, links.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, ok } from './lib/tap.mjs';

const top = process.env.srcdir ?? process.cwd();
const read = (path) => readFileSync(join(top, path), 'utf8');
const readme = read('README.md');

// Every variable, with the default that the code has.
const table = new Map();
for (const line of readme.split('\n').filter((l) => l.startsWith('| `'))) {
	const [, names, fallback] = line.split('|');
	const words = (s) => [...s.matchAll(/`([^`]+)`/g)].map((m) => m[1]);
	words(names).forEach((name, i) => table.set(name,
		fallback.includes('empty') ? '' : words(fallback)[i]));
}
const settings = [...read('src/base/conf.c').matchAll(
	/\{ "([A-Z_]+)",\s*(NULL|"([^"]*)"|[A-Z]+),/g)];
ok(settings.length > 20, 'the variables of the code are found');
for (const [, name, , fallback] of settings) {
	ok(readme.includes(`\`${name}\``), `${name} is described`);
	if (fallback !== undefined)
		is(table.get(name), fallback, '  with its default');
}
for (const name of table.keys())
	ok(!/^[A-Z_]+$/.test(name) || settings.some(([, n]) => n === name),
		`${name} exists`);

// Every ending of a home network's names.
const [, homes] = /host_home_names\[\] = \{([^}]*)\}/.exec(read('src/base/host_name.c'));
const [row] = readme.match(/^\| `ALLOWED_HOSTS`.*$/m);
for (const [, name] of homes.matchAll(/"([^"]+)"/g))
	ok(row.includes(`\`.${name}\``) || name === 'localhost', `.${name} is named`);

// The tree: what it shows is there, and no source folder is left out.
const shown = [...readme.matchAll(/^\t([\w./]+) {2,}\w/gm)].map((m) => m[1]);
ok(shown.length > 10, 'there is a tree');
for (const path of shown)
	ok(existsSync(join(top, path)), `${path} is there`);
const folders = (dir) => readdirSync(join(top, dir), { withFileTypes: true })
	.filter((e) => e.isDirectory()).map((e) => join(dir, e.name, '/'));
const ours = [...folders('src'), ...['poller/', 'demo/', 'nginx/', 'docker/',
	'static/', 'systemd/', 't/']].filter((d) => !d.includes('/.'));
is(ours.filter((d) => !shown.includes(d)), [], 'no folder is left out');

// What it tells people to type, and where it sends them.
const AUTOMAKE = ['check', 'dist', 'distcheck', 'install', 'uninstall'];
const makefile = read('Makefile.am');
for (const [, target] of readme.matchAll(/^\tmake ([a-z-]+)/gm))
	ok(makefile.includes(`\n${target}:`) || AUTOMAKE.includes(target),
		`make ${target}`);
const anchors = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, t]) =>
	`#${t.toLowerCase().replace(/[^\w -]/g, '').replaceAll(' ', '-')}`);
for (const [, link] of readme.matchAll(/\]\((#[^)]+)\)/g))
	ok(anchors.includes(link), `${link} leads somewhere`);
for (const [, path] of readme.matchAll(/\]\(([\w/.-]+)\)/g))
	ok(existsSync(join(top, path)), `${path} is there`);
// Files that the recipes for contributors name; NAME and NOUN are theirs.
const recipes = [...read('doc/contributing.md').matchAll(/`([\w/]+\/[\w.]+)`/g)]
	.map((m) => m[1]).filter((path) => !/NAME|NOUN|^poller$/.test(path));
ok(recipes.length > 25, 'the recipes name files');
is(recipes.filter((path) => !existsSync(join(top, path))), [],
	'all of which are there');
// The change log: the version of the code comes first, each has its date.
const [, version] = /^AC_INIT\(\[mediasnap\], \[(.*)\]\)$/m.exec(read('configure.ac'));
const heads = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map((m) => m[1]);
is(heads[0], '[Unreleased]', 'the change log has a place for what comes');
ok(heads[1]?.startsWith(`[${version}] - `), `and tells of ${version} first`);
is(heads.slice(1).filter((h) => !/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(h)),
	[], '  every version with its date');
const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
is([...read('CHANGELOG.md').matchAll(/^### (.*)$/gm)].map((m) => m[1])
	.filter((kind) => !KINDS.includes(kind)), [], '  in the usual kinds');
await done();
