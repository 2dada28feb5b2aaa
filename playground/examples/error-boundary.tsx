/** Shows the failed call of a component below. Other errors are rethrown to the next boundary. */
import { type ConnectError, isConnectError } from "farcall";
import { Component, type ReactNode } from "react";

export interface ErrorBoundaryProps {
  children: ReactNode;
  fallback: (error: ConnectError, tryAgain: () => void) => ReactNode;
  /** Called before the children are rendered again. */
  onReset: () => void;
}

interface ErrorBoundaryState {
  caught: { error: unknown } | undefined;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { caught: undefined };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { caught: { error } };
  }

  override render(): ReactNode {
    const { caught } = this.state;
    if (!caught) {
      return this.props.children;
    }
    if (!isConnectError(caught.error)) {
      throw caught.error;
    }
    return this.props.fallback(caught.error, () => {
      this.props.onReset();
      this.setState({ caught: undefined });
    });
  }
}
