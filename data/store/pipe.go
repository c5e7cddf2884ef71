package store

import "context"

// pipe runs write transactions one after another in a goroutine of its own, so
// that the next is made ready while the last is written. After a failure nothing
// more is run.
type pipe struct {
	work chan func(*Tx) error
	done chan error
	err  error
}

// pipe begins one whose transactions last each, or together with what comes after them.
func (s *Store) pipe(ctx context.Context, lasting bool) *pipe {
	p := &pipe{work: make(chan func(*Tx) error, 2), done: make(chan error, 1)}
	work := p.work // close takes it from p
	go func() {
		for fn := range work {
			if err := s.write(ctx, lasting, fn); err != nil {
				p.done <- err
				return
			}
		}
		p.done <- nil
	}()
	return p
}

func (p *pipe) send(fn func(*Tx) error) error {
	if p.err != nil {
		return p.err
	}
	select {
	case p.work <- fn:
		return nil
	case p.err = <-p.done: // it has ended early, so it has failed
		return p.err
	}
}

// close waits until all is written and answers the first failure.
func (p *pipe) close() error {
	if p.err == nil && p.work != nil {
		close(p.work)
		p.work = nil
		p.err = <-p.done
	}
	return p.err
}
