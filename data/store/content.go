package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const chunkBytes = 1 << 20

// packer compresses; both halves may be used by several goroutines at once.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2), zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("the compressor does not start: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(4), zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("the decompressor does not start: %w", err)
	}
	return &packer{enc, dec}, nil
}

func (p *packer) pack(dst, b []byte) []byte { return p.enc.EncodeAll(b, dst) }

func (p *packer) unpack(dst, b []byte) ([]byte, error) {
	out, err := p.dec.DecodeAll(b, dst)
	if err != nil {
		return nil, errors.Join(errCut, err)
	}
	return out, nil
}

func hashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// putContent keeps bytes once, in compressed pieces, and answers with their id.
func (tx *Tx) putContent(b []byte) (id int64, hash string, err error) {
	hash = hashOf(b)
	id, err = tx.putStream(bytes.NewReader(b), hash)
	return id, hash, err
}

// putStream keeps what a reader gives, whose hash is known beforehand.
func (tx *Tx) putStream(r io.Reader, hash string) (id int64, err error) {
	if found, err := tx.one("SELECT id FROM content WHERE hash = ?", []any{hash}, &id); found || err != nil {
		return id, err
	}
	if _, err := tx.one("INSERT INTO content (hash, bytes) VALUES (?, 0) RETURNING id", []any{hash}, &id); err != nil {
		return 0, err
	}
	sum := sha256.New()
	piece, packed, size := make([]byte, chunkBytes), []byte(nil), int64(0)
	for seq := 0; ; seq++ {
		n, err := io.ReadFull(r, piece)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return 0, fmt.Errorf("a file could not be read to its end: %w", err)
		}
		if n == 0 {
			break
		}
		sum.Write(piece[:n])
		size += int64(n)
		packed = tx.s.codec.pack(packed[:0], piece[:n])
		if err := tx.exec("INSERT INTO content_chunk (content, seq, body) VALUES (?, ?, ?)", id, seq, packed); err != nil {
			return 0, err
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
		return 0, fmt.Errorf("a file's hash is %s, not %s as was said: it changed while it was read", got, hash)
	}
	return id, tx.exec("UPDATE content SET bytes = ? WHERE id = ?", size, id)
}

// content reads bytes back and proves that they are what was kept.
func (s *Store) content(ctx context.Context, tx *sql.Tx, id int64) ([]byte, error) {
	var hash string
	var size int64
	if err := tx.QueryRowContext(ctx, "SELECT hash, bytes FROM content WHERE id = ?", id).Scan(&hash, &size); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT body FROM content_chunk WHERE content = ? ORDER BY seq", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]byte, 0, min(size, 1<<30))
	var raw sql.RawBytes
	var piece []byte
	for rows.Next() {
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		if piece, err = s.codec.unpack(piece[:0], raw); err != nil {
			return nil, s.damaged("a kept file", err)
		}
		out = append(out, piece...)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if hashOf(out) != hash {
		return nil, s.damaged("a kept file", errors.New("its hash is not that of its bytes"))
	}
	return out, nil
}

// damaged says that something inside the file no longer reads.
func (s *Store) damaged(what string, err error) *Error {
	e := failure(Damaged, s.path, err)
	e.What = fmt.Sprintf("The workspace %s is damaged: %s no longer reads (%v).", s.path, what, err)
	return e
}

// PutBlob keeps a file by its hash: evidence, rule packs, tables.
func (tx *Tx) PutBlob(kind, name string, b []byte) (string, error) {
	id, hash, err := tx.putContent(b)
	if err != nil {
		return "", err
	}
	return hash, tx.exec("INSERT INTO blob (hash, content, kind, name, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		hash, id, kind, name, tx.s.stamp())
}

// Blob is a kept file.
func (s *Store) Blob(ctx context.Context, hash string) (b []byte, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT content FROM blob WHERE hash = ?", hash).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("no file with the hash %s is kept here", hash)
		}
		if err != nil {
			return err
		}
		b, err = s.content(ctx, tx, id)
		return err
	})
	return b, err
}

// Blobs are the kept files of a kind, oldest first; "" for all kinds.
func (s *Store) Blobs(ctx context.Context, kind string) (out []Blob, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT b.hash, b.kind, b.name, c.bytes, b.at FROM blob b JOIN content c ON c.id = b.content
			WHERE ?1 = '' OR b.kind = ?1 ORDER BY b.at, b.hash`, kind)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var b Blob
			var at string
			if err := rows.Scan(&b.Hash, &b.Kind, &b.Name, &b.Bytes, &at); err != nil {
				return err
			}
			b.At = textTime(at)
			out = append(out, b)
		}
		return rows.Err()
	})
	return out, err
}
