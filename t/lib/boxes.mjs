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
