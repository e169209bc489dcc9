/*
 * Changes to MP4 files that FFmpeg cannot be asked for.  Each takes and gives
 * the whole file; mdat must come before moov, so that no offset moves.
 */

/* { type, from, to } of the boxes in a stretch of the file. */
function
boxes(file, from, to)
{
	const list = [];

	for (let at = from; at + 8 <= to; at = list.at(-1).to)
		list.push({ type: file.toString('latin1', at + 4, at + 8),
		    from: at, to: at + Math.max(8, file.readUInt32BE(at)) });
	return list;
}

/* The boxes on the way to one; bodies begin `skip` bytes after the header. */
function
path(file, steps)
{
	const way = [];
	let from = 0, to = file.length;

	for (const [type, skip] of steps) {
		const box = boxes(file, from, to)
		    .find((one) => one.type === type);
		if (!box)
			throw new Error(`no box ${type}`);
		way.push(box);
		from = box.from + 8 + skip;
		to = box.to;
	}
	return way;
}

/* The cover (moov/udta) before the tracks: it becomes stream 0. */
export function
coverfirst(file)
{
	const [moov] = path(file, [['moov', 0]]);
	const parts = boxes(file, moov.from + 8, moov.to);
	const rank = (box) => ['mvhd', 'udta'].indexOf(box.type) >>> 0;
	const sorted = parts.sort((a, b) => rank(a) - rank(b));

	return Buffer.concat([file.subarray(0, moov.from + 8),
	    ...sorted.map((box) => file.subarray(box.from, box.to)),
	    file.subarray(moov.to)]);
}

/* How a point moves when its picture is turned clockwise: a b, c d. */
const MATRICES = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1],
	270: [0, -1, 1, 0] };

/* Tells players to turn the first track clockwise. */
export function
rotate(file, { rotate: degrees })
{
	const box = path(file, [['moov', 0], ['trak', 0], ['tkhd', 0]]).at(-1);
	const at = box.from + 8 + 40;

	MATRICES[degrees].forEach((value, i) =>
	    file.writeInt32BE(value << 16, at + [0, 4, 12, 16][i]));
	return file;
}

/* Dolby Vision profile 5, level 1: RPU and base layer, no fallback. */
function
dvcc()
{
	const box = Buffer.alloc(8 + 24);

	box.writeUInt32BE(box.length);
	box.write('dvcC', 4, 'latin1');
	box.writeUInt8(1, 8);
	box.writeUInt16BE(5 << 9 | 1 << 3 | 1 << 2 | 1, 10);
	return box;
}

/* Call an HEVC file Dolby Vision: all of what a player can see of it. */
export function
dolby(file)
{
	const way = path(file, [['moov', 0], ['trak', 0], ['mdia', 0],
	    ['minf', 0], ['stbl', 0], ['stsd', 8], ['hvc1', 0]]);
	const at = way.at(-1).to, box = dvcc();

	for (const { from } of way)
		file.writeUInt32BE(file.readUInt32BE(from) + box.length, from);
	return Buffer.concat([file.subarray(0, at), box, file.subarray(at)]);
}

const CONTAINERS = ['moov', 'trak', 'edts', 'mdia', 'minf', 'stbl'];

function
box(type, ...parts)
{
	const head = Buffer.alloc(8), body = Buffer.concat(parts);

	head.writeUInt32BE(8 + body.length);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, body]);
}

function
words(...list)
{
	const out = Buffer.alloc(4 * list.length);

	list.forEach((n, i) => out.writeUInt32BE(n, 4 * i));
	return out;
}

/* { type: content } of all boxes that hold no others. */
function
leaves(file, from = 0, to = file.length)
{
	return Object.assign({}, ...boxes(file, from, to).map((one) =>
	    CONTAINERS.includes(one.type) ?
		leaves(file, one.from + 8, one.to) :
		{ [one.type]: file.subarray(one.from + 8, one.to) }));
}

/* The file with other boxes in place of some: by type, of their content. */
function
rebuilt(file, change, from = 0, to = file.length)
{
	return Buffer.concat(boxes(file, from, to).map((one) => {
		const body = file.subarray(one.from + 8, one.to);

		if (CONTAINERS.includes(one.type))
			return box(one.type, rebuilt(file, change,
			    one.from + 8, one.to));
		return change[one.type] ? box(one.type,
		    change[one.type](body)) : box(one.type, body);
	}));
}

/* A table that goes on with another's rows, whose numbers grow by `shift`. */
function
table(one, two, shift = 0)
{
	const rows = Buffer.from(two.subarray(8));

	for (let at = 0; shift && at < rows.length; at += 4)
		rows.writeUInt32BE(rows.readUInt32BE(at) + shift, at);
	return Buffer.concat([one.subarray(0, 4), words(one.readUInt32BE(4) +
	    two.readUInt32BE(4)), one.subarray(8), rows]);
}

/*
 * One film of two that have a picture alone, as editors append them: the
 * second keeps its own description, which holds from its first picture on.
 */
export function
appended(first, second)
{
	const [one, two] = [first, second].map((file) => leaves(file));
	const n = one.stsz.readUInt32BE(8), more = two.stsz.readUInt32BE(8);
	const at = path(first, [['mdat', 0]])[0].from + 8;
	const longer = (type, where) => (body) => Buffer.concat([
		body.subarray(0, where),
		words(body.readUInt32BE(where) + two[type].readUInt32BE(where)),
		body.subarray(where + 4)]);
	const joined = (type, shift) => (body) =>
	    table(body, two[type], shift);

	return rebuilt(first, {
		mdat: (body) => Buffer.concat([body, two.mdat]),
		mvhd: longer('mvhd', 16), tkhd: longer('tkhd', 20),
		mdhd: longer('mdhd', 16), elst: longer('elst', 8),
		stsd: joined('stsd'), stts: joined('stts'),
		ctts: joined('ctts'), stss: joined('stss', n),
		stsz: (body) => Buffer.concat([words(0, 0, n + more),
			body.subarray(12), two.stsz.subarray(12)]),
		stsc: () => words(0, 2, 1, n, 1, 2, more, 2),
		stco: () => words(0, 2, at, at + one.mdat.length),
	});
}
