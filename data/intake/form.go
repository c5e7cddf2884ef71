package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Forms of file that are read.
const (
	formDelimited = iota
	formXLSX
	formJSON
)

// Limits against files that unpack to more than they can honestly hold.
const (
	maxUnpacked = 4 << 30
	maxRatio    = 400
	ratioFrom   = 64 << 20
)

// page is how web and XML pages begin, in capitals or not.
var page = regexp.MustCompile(`^(?i)<(\?xml|!doctype|html|head|meta|body|table|style)\b`)

// formOf tells the form of a file by its first bytes, and refuses those that
// are not read with a sentence that says what to do.
func formOf(name string, content io.ReaderAt, size int64) (int, error) {
	head := make([]byte, min(size, 8<<10))
	if _, err := content.ReadAt(head, 0); err != nil && err != io.EOF {
		return 0, fmt.Errorf("the file cannot be read: %w", err)
	}
	has := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return zipForm(content, size)
	case has("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return 0, oleRefusal(content, size)
	case has("%PDF"):
		return 0, errors.New("this is a PDF: ask for the table as CSV or XLSX, or copy it into a spreadsheet and check every figure")
	case has("\x1f\x8b"), has("\x28\xb5\x2f\xfd"), has("BZh"), has("\xfd7zXZ"), has("7z\xbc\xaf"), has("Rar!"):
		return 0, errors.New("this is a packed file: unpack it and import the files inside")
	case has("\x89PNG"), has("\xff\xd8\xff"), has("GIF8"), has("II*\x00"), has("MM\x00*"):
		return 0, errors.New("this is a picture: records cannot be read from it; ask for the table as CSV or XLSX")
	case has("SQLite format 3"):
		return 0, errors.New("this is a database: open it with --db, or export its tables as CSV")
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if page.Match(text) {
		return 0, errors.New("this is a web or XML page: open it in a spreadsheet and save it as XLSX or CSV")
	}
	if len(text) > 0 && text[0] == '{' || len(text) > 1 && text[0] == '[' && bytes.HasPrefix(bytes.TrimLeft(text[1:], " \t\r\n"), []byte("{")) || len(text) > 1 && text[0] == '[' && bytes.HasPrefix(bytes.TrimLeft(text[1:], " \t\r\n"), []byte("]")) {
		return formJSON, nil
	}
	return formDelimited, nil
}

func oleRefusal(content io.ReaderAt, size int64) error {
	var encrypted []byte
	for _, r := range utf16.Encode([]rune("EncryptedPackage")) {
		encrypted = append(encrypted, byte(r), byte(r>>8))
	}
	buf := make([]byte, min(size, 1<<20))
	tail := make([]byte, min(size, 1<<20))
	content.ReadAt(buf, 0)
	content.ReadAt(tail, size-int64(len(tail)))
	if bytes.Contains(buf, encrypted) || bytes.Contains(tail, encrypted) {
		return errors.New("this workbook is protected by a password: open it, save it without one, and import that")
	}
	return errors.New("this is an old Excel file (.xls): open it in a spreadsheet and save it as .xlsx or CSV")
}

func zipForm(content io.ReaderAt, size int64) (int, error) {
	z, err := zip.NewReader(content, size)
	if err != nil {
		return 0, fmt.Errorf("this looks like a workbook or archive, but it is damaged or cut off: %w", err)
	}
	kind := ""
	for _, f := range z.File {
		switch n := strings.ToLower(f.Name); {
		case n == "xl/workbook.xml":
			kind = "xlsx"
		case n == "xl/workbook.bin":
			kind = "xlsb"
		case strings.HasSuffix(n, ".iwa"):
			kind = "numbers"
		case n == "content.xml" && kind == "":
			kind = "ods"
		case n == "word/document.xml":
			kind = "docx"
		}
	}
	switch kind {
	case "xlsb":
		return 0, errors.New("this is a binary workbook (.xlsb): open it in Excel and save it as .xlsx")
	case "numbers":
		return 0, errors.New("this is an Apple Numbers file: export it as Excel or CSV")
	case "ods":
		return 0, errors.New("this is an OpenDocument sheet: save it as .xlsx or CSV")
	case "docx":
		return 0, errors.New("this is a Word document: copy its table into a spreadsheet and save that as .xlsx")
	case "":
		return 0, errors.New("this is a ZIP archive: unpack it and import the files inside")
	}
	return formXLSX, checkUnpacked(z, size)
}

// checkUnpacked reads every part through once, for declared sizes can lie.
func checkUnpacked(z *zip.Reader, size int64) error {
	total := int64(0)
	bomb := fmt.Errorf("this workbook unpacks to more than a workbook of its size can hold; it is refused: save the sheet as CSV and import that")
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("a part of the workbook cannot be unpacked: %w", err)
		}
		for {
			n, err := io.CopyN(io.Discard, in, 16<<20)
			total += n
			if total > maxUnpacked || total > ratioFrom && total/max(size, 1) > maxRatio {
				in.Close()
				return bomb
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				in.Close()
				return fmt.Errorf("the workbook is damaged: %w", err)
			}
		}
		in.Close()
	}
	return nil
}
