/* What this browser lets a page do. Over plain HTTP from another machine
 * there is no clipboard and no share sheet, and the app offers what works. */

export interface Abilities {
  shareFiles: boolean;
  copyImages: boolean;
}

interface Surroundings {
  isSecureContext: boolean;
  navigator: Pick<Navigator, 'clipboard'> & Partial<Pick<Navigator, 'share' | 'canShare'>>;
  ClipboardItem?: unknown;
  File: typeof File;
}

export function abilities(around: Surroundings = window): Abilities {
  const { navigator: nav } = around;
  const picture = () => new around.File([''], 'a.jpg', { type: 'image/jpeg' });
  return {
    shareFiles: Boolean(around.isSecureContext && nav.share && nav.canShare?.({ files: [picture()] })),
    copyImages: Boolean(around.isSecureContext && nav.clipboard && around.ClipboardItem),
  };
}

/** Opened from the home screen of an iPhone or iPad: no tabs, no address bar,
 * and no way back from a page that is not the app's. Only there does the
 * browser have this property. */
export function isHomeScreenApp(nav: Navigator & { standalone?: boolean } = navigator): boolean {
  return nav.standalone === true;
}
