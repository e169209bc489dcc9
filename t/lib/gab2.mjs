/*
 * Subtitles in an AVI: a whole .srt or .ass in one chunk of a stream of text,
 * as AVI-Mux and others put them there.  FFmpeg only reads these.
 */

function
chunk(id, body)
{
	const head = Buffer.alloc(8), pad = Buffer.alloc(body.length & 1);

	head.write(id, 0, 'latin1');
	head.writeUInt32LE(body.length, 4);
	return Buffer.concat([head, body, pad]);
}

const list = (type, ...parts) => chunk('LIST',
	Buffer.concat([Buffer.from(type, 'latin1'), ...parts]));

/* { id, type, body } of the chunks in a stretch; type: of a LIST. */
function
chunks(data)
{
	const all = [];

	for (let at = 0; at + 8 <= data.length;) {
		const size = data.readUInt32LE(at + 4);
		const id = data.toString('latin1', at, at + 4);
		const body = data.subarray(at + 8, at + 8 + size);

		all.push({ id, type: id === 'LIST' ?
		    body.toString('latin1', 0, 4) : null, body });
		at += 8 + size + (size & 1);
	}
	return all;
}

function
gab2(text, name)
{
	const head = Buffer.from('GAB2\0\x02\0\0\0\0\0', 'latin1');
	const called = Buffer.from(`${name}\0`, 'utf16le');
	const rest = Buffer.from('\x04\0\0\0\0\0', 'latin1');

	head.writeUInt32LE(called.length, 7);
	rest.writeUInt32LE(text.length, 2);
	return Buffer.concat([head, called, rest, text]);
}

/* strh: type, handler, flags ..., scale, rate, start, length. */
function
header()
{
	const strh = Buffer.alloc(56);

	strh.write('txts', 0, 'latin1');
	strh.writeUInt32LE(1, 20);
	strh.writeUInt32LE(1000, 24);
	strh.writeUInt32LE(1, 32);
	return list('strl', chunk('strh', strh), chunk('strf',
	    Buffer.alloc(0)));
}

/* The AVI, of less than a gigabyte, with a text (bytes) more, and its name. */
export function
subtitled(avi, text, name)
{
	const parts = chunks(avi.subarray(12));
	const top = chunks(parts.find(({ type }) => type === 'hdrl')
	    .body.subarray(4));
	const count = top.filter(({ type }) => type === 'strl').length;
	const id = `${String(count).padStart(2, '0')}tx`;
	const added = chunk(id, gab2(text, name)), entry = Buffer.alloc(16);
	const avih = Buffer.from(top[0].body);

	avih.writeUInt32LE(count + 1, 24);
	entry.write(id, 0, 'latin1');
	entry.writeUInt32LE(0x10, 4);
	entry.writeUInt32LE(4, 8);
	entry.writeUInt32LE(added.length - 8, 12);
	const last = top.findLastIndex(({ type }) => type === 'strl');
	const out = parts.map(({ id: name, type, body }) => {
		if (type === 'hdrl')
			return list('hdrl', chunk('avih', avih),
			    ...top.slice(1).flatMap((one, i) => [chunk(one.id,
				one.body), ...(i + 1 === last ? [header()] :
				[])]));
		if (type === 'movi')
			return list('movi', added, body.subarray(4));
		if (name !== 'idx1')
			return chunk(name, body);
		const moved = Buffer.from(body);
		for (let at = 8; at < moved.length; at += 16)
			moved.writeUInt32LE(moved.readUInt32LE(at) +
			    added.length, at);
		return chunk('idx1', Buffer.concat([entry, moved]));
	});
	return chunk('RIFF', Buffer.concat([Buffer.from('AVI ', 'latin1'),
	    ...out]));
}
