/** An icon button, with its name for screen readers and as a tooltip. */
import type { ReactNode } from "react";

export interface IconButtonProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
  /** For a button that stays down. */
  isPressed?: boolean;
  className?: string;
  disabled?: boolean;
}

export function IconButton({ label, onClick, children, isPressed, className = "", disabled }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
