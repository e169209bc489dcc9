/** How to connect, in the words of the configuration. */
export function SetUp() {
  return (
    <>
      <p>
        Set <code>PLEX_URL</code> and <code>PLEX_TOKEN</code>, or <code>JELLYFIN_URL</code> and{' '}
        <code>JELLYFIN_API_KEY</code>, in the environment or in a <code>.env</code> file, and start MediaSnap again.
      </p>
    </>
  );
}
