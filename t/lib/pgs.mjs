/*
 * Writes bitmap subtitles as Blu-rays have them (.sup): plain rectangles of
 * one colour, which no encoder of FFmpeg's can make.
 */
const KIND = { palette: 0x14, object: 0x15, composition: 0x16, window: 0x17,
	end: 0x80 };
const EPOCH_START = 0x80;
const CLOCK = 90000;

function
segment(kind, seconds, body)
{
	const head = Buffer.alloc(13);

	head.write('PG', 'latin1');
	head.writeUInt32BE(Math.round(seconds * CLOCK), 2);
	head.writeUInt8(KIND[kind], 10);
	head.writeUInt16BE(body.length, 11);
	return Buffer.concat([head, body]);
}

const u8 = (...values) => Buffer.from(values);
const u16 = (...values) => Buffer.from(values
    .flatMap((value) => [value >> 8, value & 255]));
const u24 = (value) => Buffer.from([value >> 16, value >> 8 & 255,
	value & 255]);

/* A row of one colour: long run, then end of line. */
function
row(width)
{
	return Buffer.concat([u8(0), u16(0xc000 | width), u8(1, 0, 0)]);
}

function
composition(size, seconds, number, objects)
{
	return segment('composition', seconds, Buffer.concat([u16(...size),
	    u8(0x10), u16(number), u8(EPOCH_START, 0, 0, objects.length),
	    ...objects]));
}

/* One cue: { from, to, at: [x, y], box: [w, h], yuv } in a film of `size`. */
function
cue(size, { from, to, at, box: [w, h], yuv: [y, u, v] }, index)
{
	const rows = Buffer.concat(Array.from({ length: h }, () => row(w)));
	const window = Buffer.concat([u8(1, 0), u16(...at, w, h)]);

	return Buffer.concat([
		composition(size, from, 2 * index,
		    [Buffer.concat([u16(0), u8(0, 0), u16(...at)])]),
		segment('window', from, window),
		segment('palette', from, u8(0, 0, 1, y, v, u, 255)),
		segment('object', from, Buffer.concat([u16(0), u8(0, 0xc0),
		    u24(rows.length + 4), u16(w, h), rows])),
		segment('end', from, u8()),
		composition(size, to, 2 * index + 1, []),
		segment('window', to, window),
		segment('end', to, u8()),
	]);
}

/* Begins with an empty picture at 0: what comes first is FFmpeg's zero. */
export function
sup(size, cues)
{
	return Buffer.concat([composition(size, 0, 0, []),
	    segment('window', 0, Buffer.concat([u8(1, 0), u16(0, 0, 1, 1)])),
	    segment('end', 0, u8()),
	    ...cues.map((one, i) => cue(size, one, i + 1))]);
}
