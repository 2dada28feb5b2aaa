/** A button that is an icon, with its name for readers and as a tip. */
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
