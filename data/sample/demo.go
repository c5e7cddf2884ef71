package sample

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"
)

//go:embed demo/customers.csv demo/shipments.csv.gz
var demo embed.FS

//go:embed demo/stories.yaml
var stories []byte

// File is one file as a user would hand it in.
type File struct {
	Name    string
	Content []byte
}

// Demo is the embedded sample in the two shapes that users hold: customers as
// CSV, shipments as an Excel workbook with numbers as numbers.
func Demo() ([]File, error) {
	customers, err := demo.ReadFile("demo/customers.csv")
	if err != nil {
		return nil, fmt.Errorf("the embedded customers: %w", err)
	}
	shipments, err := demoShipments()
	if err != nil {
		return nil, fmt.Errorf("the embedded shipments: %w", err)
	}
	book, err := workbook(shipments)
	if err != nil {
		return nil, fmt.Errorf("the embedded shipments as a workbook: %w", err)
	}
	return []File{{"customers.csv", customers}, {"shipments.xlsx", book}}, nil
}

// demoShipments unpacks the table of shipments. It is embedded packed, for it is the largest
// text of the program; beside it in the folder stands the table that people edit.
func demoShipments() ([]byte, error) {
	packed, err := demo.Open("demo/shipments.csv.gz")
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// numeric are the columns that a spreadsheet holds as numbers.
var numeric = map[string]bool{"Line": true, "Qty": true, "Unit Price": true, "Net Weight": true, "Gross Weight": true}

func workbook(table []byte) ([]byte, error) {
	r := csv.NewReader(bytes.NewReader(table))
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Orders"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	var header []string
	for row := 1; ; row++ {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if header == nil {
			header = cells
		}
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = c
			if n, err := strconv.ParseFloat(c, 64); err == nil && numeric[header[i]] {
				values[i] = n
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(row), values); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}

// Story is one tale of diversion in the demo, and what looks like it and is honest.
type Story struct {
	ID         string   `yaml:"id"`
	Title      string   `yaml:"title"`
	Hidden     string   `yaml:"hidden"`
	Shipments  []string `yaml:"shipments"` // to be flagged
	Alike      string   `yaml:"alike"`
	Lookalikes []string `yaml:"lookalikes"` // honest: not to be held
}

// Stories are all stories of the demo.
func Stories() ([]Story, error) {
	var all struct {
		Stories []Story `yaml:"stories"`
	}
	if err := yaml.UnmarshalWithOptions(stories, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("stories.yaml: %w", err)
	}
	return all.Stories, nil
}
