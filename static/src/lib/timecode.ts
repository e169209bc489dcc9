/* Time codes as people type and read them: 90, 1:30, 1:02:03.5 */

const PART = /^\d+$/;
const LAST = /^\d+([.,]\d*)?$/;

/** Seconds, or null when the text is not a time. Only the first part may be
 * 60 or more ("90:00" is ninety minutes, "1:90" is a slip). */
export function parseTimecode(text: string): number | null {
  const parts = text.trim().split(':').map((part) => part.trim());
  const last = parts.pop();
  if (last === undefined || parts.length > 2 || !LAST.test(last)) return null;
  if (!parts.every((part) => PART.test(part))) return null;
  const numbers = [...parts.map(Number), Number(last.replace(',', '.'))];
  if (numbers.slice(1).some((number) => number >= 60)) return null;
  return numbers.reduce((sum, number) => sum * 60 + number, 0);
}

/** 1:02:03, with as many decimals as asked for. Hours only when needed, or
 * when the film that it belongs to has them. */
export function formatTimecode(seconds: number, decimals = 0, withHours = seconds >= 3600): string {
  const scale = 10 ** decimals;
  // A clock shows the second that is running: cut, except for noise of the last digit.
  const units = Math.floor((Math.max(0, seconds) + 1e-6) * scale);
  const whole = Math.floor(units / scale);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = decimals > 0 ? `.${String(units % scale).padStart(decimals, '0')}` : '';
  const tail = `${two(whole % 60)}${fraction}`;
  return withHours || hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** The same for a screen reader: "1 hour 2 minutes 3 seconds". */
export function spokenTime(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds) + 1e-6);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole % 60, 'second'],
  ];
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}${value === 1 ? '' : 's'}`);
  return said.join(' ') || '0 seconds';
}

/** A length as on a button: "30 s", "2 min", "1 min 30 s". */
export function formatLength(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const rounded = Math.round(seconds);
  const minutes = Math.floor(rounded / 60);
  const rest = rounded % 60;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
