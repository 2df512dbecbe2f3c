/** Freshet's mark. */
export function Waves({ className }: { readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="5.5" strokeLinecap="round">
        <path d="M13 27c6-8 12-8 19-2s13 6 19-2" />
        <path d="M13 42c6-8 12-8 19-2s13 6 19-2" />
      </g>
    </svg>
  );
}
