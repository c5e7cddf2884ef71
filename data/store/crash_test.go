package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// The test binary runs itself as the program that gets killed: REDFLAG_CHILD
// says what it does, REDFLAG_FILE where.
func TestMain(m *testing.M) {
	if what := os.Getenv("REDFLAG_CHILD"); what != "" {
		if err := child(what, os.Getenv("REDFLAG_FILE")); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const crashRows = 30_000

func child(what, path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	switch what {
	case "import":
		im, err := s.BeginImport(ctx, SourceFile{Name: "big.csv", Content: []byte("big")})
		if err != nil {
			return err
		}
		for i := range crashRows {
			r := shipment(i)
			r.Shipment.Notes = "big"
			if err := im.Add(r); err != nil {
				return err
			}
			if i%2000 == 0 {
				fmt.Println("at", i)
			}
		}
		fmt.Println("all in")
		if err := im.Commit(ctx, &data.ImportReport{}, "Ada", nil); err != nil {
			return err
		}
	case "publish", "publish what can be taken up":
		sc := Screen{}
		if what != "publish" {
			sc.Of = "the same"
		}
		p, err := s.Publish(ctx, sc)
		if err != nil {
			return err
		}
		n := 0
		for r, err := range s.Shipments(ctx, AsOf{}) {
			if err != nil {
				return err
			}
			if n++; n%2000 == 0 {
				fmt.Println("at", n)
			}
			if _, _, taken := p.Taken().At(r.Origin.Record); taken {
				continue
			}
			j := judged(r, data.Stop)
			j.Grounds = 1 + uint64(n%3)
			if err := p.Add(j); err != nil {
				return err
			}
		}
		fmt.Println("all in")
		if err := p.Commit(ctx, nil); err != nil {
			return err
		}
	case "notes":
		for i := range 50 {
			err := s.Write(ctx, func(tx *Tx) error {
				n, err := tx.Journal().Size("dev")
				if err != nil {
					return err
				}
				return tx.Journal().Append("dev", n, fmt.Appendf(nil, "%d of %d", i, os.Getpid()), nil)
			})
			if err != nil {
				return err
			}
		}
	}
	fmt.Println("done")
	return nil
}

func runChild(t *testing.T, what, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "REDFLAG_CHILD="+what, "REDFLAG_FILE="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// killAt runs a child and kills it a while after it has said a word; it answers
// whether the child had come to its end.
func killAt(t *testing.T, what, path, word string, after time.Duration) bool {
	t.Helper()
	cmd, lines := runChild(t, what, path)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "failed") {
			t.Fatal(lines.Text())
		}
		if lines.Text() == word {
			break
		}
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	done := false
	for lines.Scan() {
		done = done || lines.Text() == "done"
	}
	_ = cmd.Wait()
	return done
}

func TestKilledImport(t *testing.T) {
	if testing.Short() {
		t.Skip("kills programs, which takes seconds")
	}
	for _, held := range []int{0, 50} {
		for _, tt := range []struct {
			word  string
			after time.Duration
		}{{"at 0", 0}, {"at 20000", 0}, {"all in", 0}, {"all in", 150 * time.Millisecond}, {"all in", 400 * time.Millisecond}} {
			path := filepath.Join(t.TempDir(), "w")
			s := open(t, path)
			if held > 0 {
				load(t, s, "a.csv", shipments(held)...)
			}
			s.Close()
			done := killAt(t, "import", path, tt.word, tt.after)
			s = open(t, path)
			imports, err := s.Imports(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			want, expect := held, held
			if held > 0 {
				expect = 1
			}
			if len(imports) > min(expect, 1) {
				want = crashRows
			} else if done {
				t.Fatal("said to be done, and not there")
			}
			whole(t, s, want)
			if want == held {
				load(t, s, "b.csv", shipments(100)...)
				whole(t, s, 100)
			}
			s.Close()
		}
	}
}

func TestKilledPublish(t *testing.T) {
	if testing.Short() {
		t.Skip("kills programs, which takes seconds")
	}
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(crashRows)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	s.Close()
	for _, tt := range []struct {
		word  string
		after time.Duration
	}{{"at 2000", 0}, {"at 20000", 0}, {"all in", 0}, {"all in", 100 * time.Millisecond}, {"all in", 300 * time.Millisecond}, {"all in", 600 * time.Millisecond}} {
		killAt(t, "publish", path, tt.word, tt.after)
		s = open(t, path)
		c, err := s.Counts(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if c.Total != crashRows || (c.ByLevel[data.Hold] != crashRows && c.ByLevel[data.Stop] != crashRows) {
			t.Fatalf("neither the old verdicts nor the new ones: %+v", c)
		}
		v, err := s.Queue(context.Background(), data.Filter{Levels: []data.Level{data.Hold, data.Stop}})
		if err != nil || len(v.IDs) != crashRows {
			t.Fatal(len(v.IDs), err)
		}
		if got, err := s.VerdictsOf(context.Background(), v.IDs[:100]); err != nil || len(got) != 100 {
			t.Fatal(len(got), err)
		}
		whole(t, s, crashRows)
		s.Close()
	}
}

// What a killed program had written of a screen is taken up by the next of the same, and by
// no other; however often it is killed, all comes out once.
func TestKilledPublishIsTakenUp(t *testing.T) {
	if testing.Short() {
		t.Skip("kills programs, which takes seconds")
	}
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(crashRows)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	s.Close()
	took := func(of string) int {
		t.Helper()
		s := open(t, path)
		defer s.Close()
		c, err := s.Counts(ctx)
		if err != nil || c.ByLevel[data.Hold] != crashRows {
			t.Fatalf("the verdicts in use: %+v, %v", c, err)
		}
		short, cancel := context.WithCancel(ctx)
		p, err := s.Publish(short, Screen{Of: of})
		if err != nil {
			t.Fatal(err)
		}
		n := p.Taken().Len()
		cancel()
		if err := p.Rollback(); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const what = "publish what can be taken up"
	last := 0
	for _, word := range []string{"at 12000", "at 22000", "all in"} {
		killAt(t, what, path, word, 0)
		n := took("the same")
		if n < last || n > crashRows {
			t.Fatalf("killed %s: %d were taken up, %d before", word, n, last)
		}
		last = n
	}
	cmd, lines := runChild(t, what, path)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "failed") {
			t.Fatal(lines.Text())
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	defer s.Close()
	v, err := s.Queue(ctx, data.Filter{Levels: []data.Level{data.Stop}, Patterns: []string{"transshipment_hub"}})
	if err != nil || len(v.IDs) != crashRows {
		t.Fatal(len(v.IDs), err)
	}
	if got, err := s.VerdictsOf(ctx, v.IDs); err != nil || len(got) != crashRows {
		t.Fatal(len(got), err)
	}
	c, err := s.Counts(ctx)
	if err != nil || c.Total != crashRows || c.ByLevel[data.Stop] != crashRows {
		t.Fatalf("%+v, %v", c, err)
	}
	whole(t, s, crashRows)
}

// A screen of something else takes up nothing of one that was cut off, and clears it away.
func TestAScreenOfSomethingElseTakesUpNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	load(t, s, "a.csv", shipments(publishRows+500)...)
	for _, tt := range []struct {
		sc   Screen
		take bool
	}{{Screen{Of: "the same"}, true}, {Screen{Of: "another"}, false}, {Screen{}, false}, {Screen{Of: "the same", Anew: true}, false}} {
		cut, cancel := context.WithCancel(ctx)
		p, err := s.Publish(cut, Screen{Of: "the same", Anew: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range s.Shipments(ctx, AsOf{}) {
			if err != nil {
				t.Fatal(err)
			}
			j := judged(r, data.Stop)
			j.Grounds = 7
			if err := p.Add(j); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.pipe.close(); err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := p.Rollback(); err != nil {
			t.Fatal(err)
		}
		next, err := s.Publish(ctx, tt.sc)
		if err != nil {
			t.Fatal(err)
		}
		if n := next.Taken().Len(); (n > 0) != tt.take {
			t.Errorf("%+v takes up %d", tt.sc, n)
		}
		if err := next.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
}

// Two programs append to one log at once; a window reads on.
func TestTwoProgramsWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(200)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	a, la := runChild(t, "notes", path)
	b, lb := runChild(t, "notes", path)
	for range 20 {
		if v, err := s.Queue(context.Background(), data.Filter{}); err != nil || len(v.IDs) != 200 {
			t.Fatal(len(v.IDs), err)
		}
		if err := s.PutDraft(context.Background(), "shipment:S-0000001", "note", "half a sen"); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range []*bufio.Scanner{la, lb} {
		for l.Scan() {
			if l.Text() != "done" {
				t.Error(l.Text())
			}
		}
	}
	if err := a.Wait(); err != nil {
		t.Error(err)
	}
	if err := b.Wait(); err != nil {
		t.Error(err)
	}
	err := s.Write(context.Background(), func(tx *Tx) error {
		n, err := tx.Journal().Size("dev")
		if n != 100 {
			t.Errorf("%d entries of 100", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Short writes and reads go on while an import is being written.
func TestWorkBesideAnImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(10)...)
	cmd, lines := runChild(t, "import", path)
	for lines.Scan() && lines.Text() != "at 0" {
	}
	if err := s.PutDraft(context.Background(), "c", "f", "text"); err != nil {
		t.Error(err)
	}
	if _, err := s.BeginImport(context.Background(), SourceFile{Name: "c.csv", Content: []byte("c")}); KindOf(err) != Busy {
		t.Errorf("a second import: %v", err)
	}
	if _, err := s.Publish(context.Background(), Screen{}); KindOf(err) != Busy {
		t.Errorf("a screen during an import: %v", err)
	}
	for lines.Scan() {
		n := len(collect(t, s, AsOf{}))
		if n != 10 && n != crashRows {
			t.Errorf("%d shipments are seen of an import under way", n)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	whole(t, s, crashRows)
}
