package tape

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// things holds one of everything.
type things struct {
	Byte   uint8
	Flag   bool
	U32    uint32
	I32    int32
	F32    float32
	U64    uint64
	F64    float64
	Uint   uint64
	Int    int64
	Number int
	Text   string
	Blob   []byte
	Texts  []string
	Each   []int32
}

func (x *things) on(t *Tape) {
	t.Byte(&x.Byte)
	t.Flag(&x.Flag)
	t.Uint32(&x.U32)
	t.Int32(&x.I32)
	t.Float32(&x.F32)
	t.Uint64(&x.U64)
	t.Float64(&x.F64)
	t.Uint(&x.Uint)
	t.Int(&x.Int)
	t.Number(&x.Number)
	t.Text(&x.Text)
	t.Blob(&x.Blob)
	t.Texts(&x.Texts)
	Each(t, &x.Each, 4, t.Int32)
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := things{
			Byte: rapid.Uint8().Draw(t, "byte"), Flag: rapid.Bool().Draw(t, "flag"), U32: rapid.Uint32().Draw(t, "u32"), I32: rapid.Int32().Draw(t, "i32"),
			F32: rapid.SampledFrom([]float32{0, 1.5, float32(math.NaN()), float32(math.Inf(-1))}).Draw(t, "f32"), U64: rapid.Uint64().Draw(t, "u64"),
			F64: rapid.SampledFrom([]float64{0, -1.5, math.NaN(), math.Inf(1)}).Draw(t, "f64"), Uint: rapid.Uint64().Draw(t, "uint"), Int: rapid.Int64().Draw(t, "int"),
			Number: rapid.Int().Draw(t, "number"), Text: rapid.String().Draw(t, "text"), Blob: rapid.SliceOf(rapid.Byte()).Draw(t, "blob"), Texts: rapid.SliceOf(rapid.String()).Draw(t, "texts"), Each: rapid.SliceOf(rapid.Int32()).Draw(t, "each"),
		}
		w := Write([]byte("before"))
		x.on(w)
		if w.End() != nil || string(w.Bytes()[:6]) != "before" {
			t.Fatal("what stood before was not kept")
		}
		written := w.Bytes()[6:]
		var again things
		r := Read(written)
		again.on(r)
		if err := r.End(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(x, again, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); d != "" {
			t.Fatal(d)
		}
		cut := Read(written[:rapid.IntRange(0, len(written)-1).Draw(t, "cut")])
		new(things).on(cut)
		if !cut.Bad() {
			t.Fatal("a tape that is cut off reads to its end")
		}
		long := Read(append(written[:len(written):len(written)], 0))
		new(things).on(long)
		if long.End() == nil {
			t.Fatal("what goes on after the end is not seen")
		}
	})
}

func TestACountIsNeverMoreThanIsLeft(t *testing.T) {
	w := Write(nil)
	w.Count(1<<40, 1)
	r := Read(append(w.Bytes(), 1, 2, 3))
	if n := r.Count(0, 1); n != 0 || !r.Bad() {
		t.Errorf("%d things in three bytes", n)
	}
}

func FuzzRead(f *testing.F) {
	w := Write(nil)
	(&things{Text: "text", Texts: []string{"a", ""}, Each: []int32{1}}).on(w)
	f.Add(w.Bytes())
	f.Add(w.Bytes()[:20])
	f.Fuzz(func(t *testing.T, b []byte) {
		var x things
		r := Read(b)
		x.on(r)
		if r.End() != nil {
			return
		}
		again := Write(nil)
		x.on(again)
		var same things
		same.on(Read(again.Bytes()))
		if d := cmp.Diff(x, same, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}
