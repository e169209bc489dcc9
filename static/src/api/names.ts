import type { Session } from './types';

export function fullName(session: Session): string {
  return session.subtitle ? `${session.title}, ${session.subtitle}` : session.title;
}

/** In three words; the server's sentence says the rest. */
export function whyNot(session: Session): string {
  return session.media_path ? 'Can’t capture: file not found' : 'Can’t capture this';
}

export function whoAndWhere(session: Session): string {
  return [session.user, session.player].filter(Boolean).join(' · ');
}
