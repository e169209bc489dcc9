#!/usr/bin/env node
// What `make install` gives to systemd: a unit that it takes and that locks the
// service in, settings that we know, and word of how far the start is.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakePlex } from './lib/plex.mjs';
import { builddir, srcdir, stack, start } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const MOST_EXPOSED = 25;	// of 100: "OK" ends at 49
const dir = tmpdir();
const unit = readFileSync(join(builddir, 'systemd/mediasnap.service'), 'utf8');
const copy = join(dir, 'mediasnap.service');

function analyze(...words) {
	const r = spawnSync('systemd-analyze', [...words, copy],
		{ encoding: 'utf8' });
	return { code: r.status, said: `${r.stdout}${r.stderr}`.trim() };
}

is(unit.match(/@\w+@/g), null, 'every path is filled in');
like(unit, /^ExecStart=\/.*\/mediasnap$/m, 'it starts the installed program');
writeFileSync(copy, unit.replace(/^ExecStart=.*$/m,
	`ExecStart=${join(builddir, 'mediasnap')}`));
if (spawnSync('systemd-analyze', ['--version']).status === 0) {
	is(analyze('verify'), { code: 0, said: '' },
		'systemd-analyze verify has nothing to say');
	const r = analyze('security', '--offline=true', '--no-pager',
		`--threshold=${MOST_EXPOSED}`);
	is(r.code, 0, r.said.split('\n').find((line) => line.startsWith('→')) ??
		`systemd-analyze security: ${r.said}`);
} else {
	ok(true, 'systemd-analyze # SKIP it is not here');
}

// The example: every variable one of ours, and what is set in it is commented.
const known = [...readFileSync(join(srcdir, 'src/base/conf.c'), 'utf8')
	.matchAll(/^\t\{ "([A-Z_]+)",/gm)].map(([, name]) => name);
const example = readFileSync(join(srcdir, 'systemd/mediasnap.env'), 'utf8');
const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
ok(named.length > 5, `the example names ${named.length} variables`);
is(named.filter((name) => !known.includes(name)), [], '  all of them ours');
is(example.split('\n').filter((line) => line && !line.startsWith('#')), [],
	'  and changes nothing as it is');
for (const [, name] of unit.matchAll(/([A-Z_]+)=%[St]/g))
	ok(known.includes(name), `the unit sets ${name}`);

// systemd's end of the wire; each datagram is a line here, its own lines "; ".
const LISTENER = `
	use Socket;
	socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die;
	bind($s, pack_sockaddr_un($ARGV[0])) or die;
	$| = 1;
	print "open\\n";
	while (defined recv($s, my $text, 4096, 0)) {
		$text =~ s/\\n/; /g;
		print "$text\\n";
	}`;
const socket = join(dir, 'notify');
const heard = start(['perl', '-e', LISTENER, socket]);
const lines = () => heard.output.split('\n').slice(1, -1);
await until(() => heard.output.startsWith('open\n'), 'the listener');

const plex = await fakePlex();
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	NOTIFY_SOCKET: socket } });
await until(() => lines().length >= 1, 'word of the start');
is(lines(), ['READY=1'], 'started: READY, once it answers');
is((await s.get('/api/health')).status, 200, '  as it does');
s.process.child.kill('SIGHUP');
await until(() => lines().length >= 3, 'word of the reload');
like(lines()[1], /^RELOADING=1; MONOTONIC_USEC=\d+$/, 'SIGHUP: RELOADING');
is(lines()[2], 'READY=1', '  and READY');
is(await s.stop(), 0, 'it stops');
await until(() => lines().length >= 4, 'word of the end');
is(lines().slice(3), ['STOPPING=1'], '  STOPPING');
await heard.stop();
await done();
