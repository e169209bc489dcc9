#!/usr/bin/env node
/*
 * Subtitles in any alphabet: the picture of a text in its old charset is the
 * picture of the same text in UTF-8, from a file and from a film's stream;
 * letters are letters and no boxes; where a script has no font, a note says so.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ok, is, like, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { ready, where } from './lib/films.mjs';
import { command } from './lib/frames.mjs';
import { subtitled } from './lib/gab2.mjs';

const dir = tmpdir();
const FILM = 'h264-aac.mp4', THIRTY = 'h264-bframes.mp4';
const AVI = 'mpeg4-asp.avi';
const AT = 2.5;

const TEXTS = [
	['CP1250', 'cze', 'Příliš žluťoučký kůň'],
	['CP1250', 'pl', 'Zażółć gęślą jaźń'],
	['CP1251', 'rus', 'Я не знаю, что делать'],
	['CP1252', 'fra', 'Où étais-tu ? C’était génial'],
	['CP1253', 'gre', 'Άντε, δεν ξέρω τι να κάνω'],
	['CP1254', 'tr', 'Ne yapacağımı bilmiyorum'],
	['CP1255', 'heb', 'אני לא יודע מה לעשות'],
	['CP1256', 'Arabic', 'لا أعرف ماذا أفعل'],
	['CP874', 'tha', 'ฉันไม่รู้ว่าจะทำอย่างไร'],
	/* With a "\\", "{" and "|" in second bytes. */
	['CP932', 'jpn', 'ソースを表示、実施する旬'],
	['GB18030', 'chi', '我不知道该怎么办'],
	['BIG5', 'zh-TW', '功夫許可我不知道該怎麼辦'],
	['CP949', 'ko', '나는 무엇을 해야 할지 모르겠어'],
	['UTF-16', 'rus', 'Я не знаю, что делать'],
	['UTF-16LE', 'rus', 'Я не знаю, что делать'],
	['UTF-32', 'jpn', '何をすればいいか'],
	['ISO-2022-JP', 'jpn', '何をすればいいか'],
];

const KINDS = {
	srt: (text) => `1\r\n00:00:02,000 --> 00:00:04,500\r\n${text}\r\n\r\n` +
	    `2\r\n00:00:06,000 --> 00:00:08,000\r\n${text}!\r\n`,
	vtt: (text) => `WEBVTT\n\n00:02.000 --> 00:04.500\n${text}\n\n` +
	    `00:06.000 --> 00:08.000\n${text}!\n`,
	ass: (text) => '[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n' +
	    'Format: Name, Fontname, Fontsize\nStyle: Default,DejaVu Sans,20\n' +
	    '\n[Events]\nFormat: Layer, Start, End, Style, Text\n' +
	    `Dialogue: 0,0:00:02.00,0:00:04.50,Default,${text}\n`,
	sub: (text) => `{50}{112}${text}\n{150}{200}${text}!\n`,
};

function
write(name, text, charset = 'UTF-8')
{
	const file = path.join(dir, name);

	fs.writeFileSync(file, execFileSync('iconv', ['-f', 'UTF-8', '-t',
	    charset], { input: text }));
	return file;
}

async function
shot(name, wish)
{
	const out = path.join(dir, `${name}.png`);
	const [{ answer }] = await capture({ kind: 'screenshot', format: 'png',
	    path: where(FILM), at: AT, ...wish, out });

	return { ...answer, bytes: answer.status === 0 &&
	    fs.readFileSync(out).toString('base64') };
}

/* A file in the old charset beside one in UTF-8. */
async function
files([charset, language, text], i)
{
	const kinds = ['CP1250', 'CP1251', 'CP932'].includes(charset) ?
	    Object.keys(KINDS) : ['srt'];

	for (const kind of kinds) {
		const made = KINDS[kind](text), name = `${i}.${kind}`;
		const [old, utf8] = await Promise.all([
		    write(`old-${name}`, made, charset),
		    write(`utf8-${name}`, made)].map((file, k) =>
		    shot(`${name}-${k}`, { subtitle_path: file,
		    subtitle_language: language })));

		ok(old.bytes && old.bytes === utf8.bytes &&
		    old.bytes !== bare.bytes, `${charset} .${kind}: the ` +
		    'picture of UTF-8', JSON.stringify([old.why, utf8.why]));
		is(utf8.note, null, '  its letters have a font');
	}
}

/* The same in an AVI, where the stream's name alone tells the language. */
async function
avis([charset, language, text], i)
{
	const pictures = [];

	for (const to of [charset, 'UTF-8']) {
		const film = path.join(dir, `${i}-${to}.avi`);

		fs.writeFileSync(film, subtitled(fs.readFileSync(where(AVI)),
		    fs.readFileSync(write(`avi-${i}-${to}.srt`,
		    KINDS.srt(text), to)), language));
		pictures.push(await shot(`avi-${i}-${to}`, { path: film,
		    subtitle: 2 }));
	}
	const plain = await shot(`avi-${i}`, { path: where(AVI) });
	ok(pictures[0].bytes && pictures[0].bytes === pictures[1].bytes &&
	    pictures[0].bytes !== plain.bytes,
	    `${charset} in an AVI: the picture of UTF-8`,
	    JSON.stringify(pictures.map(({ why }) => why)));
}

/* The same as a stream of a film. */
async function
streams([charset, language, text], i)
{
	const tag = { Arabic: 'ara', 'zh-TW': 'chi', pl: 'pol', tr: 'tur',
	    ko: 'kor' }[language] ?? language;
	const pictures = [];

	for (const to of [charset, 'UTF-8']) {
		const film = path.join(dir, `${i}-${to}.mkv`);
		await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
		    where(FILM), '-i', write(`stream-${i}-${to}.srt`,
		    KINDS.srt(text), to), '-map', '0', '-map', '1', '-c', 'copy',
		    '-metadata:s:s:0', `language=${tag}`, film]);
		pictures.push(await shot(`stream-${i}-${to}`, { path: film,
		    subtitle: 2 }));
	}
	ok(pictures[0].bytes && pictures[0].bytes === pictures[1].bytes,
	    `${charset} in a film: the picture of UTF-8`,
	    JSON.stringify(pictures.map(({ why }) => why)));
}

/* An empty box is like any other: letters are not. */
const LETTERS = { Japanese: 'のか', Korean: '한글', Chinese: '我你', Thai: 'กช',
	'Devanagari (Hindi)': 'कम', Arabic: 'عم', Hebrew: 'אש', Greek: 'Ωβ',
	Cyrillic: 'Жю', Tamil: 'கம' };

async function
letters([script, [one, other]])
{
	const [first, second] = await Promise.all([one, other].map((c, i) =>
	    shot(`${script}-${i}`, { subtitle_path: write(`${script}-${i}.srt`,
	    KINDS.srt(c.repeat(3))) })));

	if (first.note)
		return like(first.note, new RegExp(script.replace(/[()]/g, '.') +
		    ' characters'), `${script}: a note says that it has no font`);
	return ok(first.bytes !== second.bytes, `${script}: letters, no boxes`);
}

/* Only what is seen is noted, and that before a clip is made. */
async function
notes()
{
	const file = write('mixed.srt', KINDS.srt('plain')
	    .replace('plain!', '𐌰𐌱𐌲'));
	const clip = path.join(dir, 'noted.mp4');
	const [{ answer }] = await capture({ kind: 'clip', format: 'mp4',
	    path: where(FILM), start: 5, end: 7, precise: true, out: clip,
	    subtitle_path: file });

	is((await shot('unseen', { subtitle_path: file })).note, null,
	    'no note of what is not seen');
	like((await shot('seen', { subtitle_path: file, at: 7 })).note,
	    /no font .* other characters/, 'a note of what is');
	like(answer.note, /no font .* other characters/, 'in a clip too');
}

/* A full stop stands where its reader expects it. */
async function
directions()
{
	const pictures = await Promise.all(['שלום.', '\u200fשלום.\u200f',
	    'plain.', '\u200eplain.'].map((text, i) => shot(`direction-${i}`,
	    { subtitle_path: write(`direction-${i}.srt`, KINDS.srt(text)) })));

	is([0, 2].map((i) => pictures[i].bytes === pictures[i + 1].bytes),
	    [true, true], 'a line runs as its letters do');
}

/* Frames are counted at the film's rate, which is not FFmpeg's default. */
async function
microdvd()
{
	const file = write('rate.sub', '{60}{75}MMMM\n'), film = where(THIRTY);
	const pairs = await Promise.all([1.9, 2.2, 2.7].map((at) =>
	    Promise.all([{ subtitle_path: file }, {}].map((wish, i) =>
	    shot(`rate-${at}-${i}`, { at, path: film, ...wish })))));

	is(pairs.map(([drawn, none]) => drawn.bytes !== none.bytes),
	    [false, true, false], 'frame numbers are times of this film');
}

await ready(FILM, THIRTY, AVI);
const bare = await shot('bare', {});
await each(TEXTS, files);
const old = TEXTS.filter(([charset]) => /^(CP|GB|BIG)/.test(charset));
await each(old, streams);
await each(old, avis);
await each(Object.entries(LETTERS), letters);
await notes();
await directions();
await microdvd();
await done();
