import type { Session } from '../api/types';

export function fullName(session: Session): string {
  return session.subtitle ? `${session.title}, ${session.subtitle}` : session.title;
}

export function whoAndWhere(session: Session): string {
  return [session.user, session.player].filter(Boolean).join(' · ');
}
