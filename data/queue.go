package data

// QueueRow is one line of the queue, ready to be drawn.
type QueueRow struct {
	ID       int64  `json:"-"` // row id of the verdict's subject, stable for a workspace
	Shipment string `json:"shipment,omitempty"`
	Customer string `json:"customer,omitempty"`
	Name     string `json:"name,omitempty"` // the customer's name
	Level    Level  `json:"level"`
	Score    int    `json:"score"`
	Status   Status `json:"status"`
	Date     Date   `json:"date,omitzero"`
	Dest     string `json:"destination,omitempty"`
	Order    string `json:"order,omitempty"`
	Goods    string `json:"goods,omitempty"` // the most controlled line, in a few words
	Patterns string `json:"patterns,omitempty"`
	Top      string `json:"top,omitempty"` // what the weightiest finding says
	Case     string `json:"case"`          // Key.String
}

// Sort orders of the queue.
const (
	SortLevel = "level" // level, then score, newest first
	SortDate  = "date"
	SortID    = "id"
)

// Filter narrows the queue. The zero value is everything. Values within a field
// are alternatives; fields must all hold.
type Filter struct {
	Levels   []Level
	Statuses []Status
	Patterns []string
	Dests    []string // ISO countries
	MinScore int
	MaxScore int // 0 for no limit
	From, To Date
	Customer string // id, key or part of the name
	Text     string // free text over order, shipment, customer, part and description
	Sort     string
	Reverse  bool
}

// Subject is what an ID on the command line turned out to mean.
type Subject struct {
	Key     Key    `json:"key"`
	RowID   int64  `json:"row"`
	Display string `json:"display"`
}
