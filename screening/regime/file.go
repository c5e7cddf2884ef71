package regime

// file is a regime as it stands in YAML.
type file struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Says     string `yaml:"says"`
	Inherits string `yaml:"inherits"`
	Status   string `yaml:"status"`
	Source   string `yaml:"source"`
	Basis    string `yaml:"basis"`
	Dates    struct {
		From   string `yaml:"from"`
		Until  string `yaml:"until"`
		Before string `yaml:"before"`
	} `yaml:"dates"`
	OnTop *bool `yaml:"on_top_of_current"`
	Items *struct {
		Buckets []string `yaml:"buckets"`
		Source  string   `yaml:"source"`
		Basis   string   `yaml:"basis"`
	} `yaml:"items"`
	Tiers        []fileTier      `yaml:"tiers"`
	Headquarters *fileHQ         `yaml:"headquarters"`
	Limits       []fileLimit     `yaml:"limits"`
	Exceptions   []fileException `yaml:"exceptions"`
	Without      []string        `yaml:"without"`
	Switches     []fileSwitch    `yaml:"switches"`
	Notes        []fileNote      `yaml:"notes"`
}

type fileTier struct {
	ID         string     `yaml:"id"`
	Title      string     `yaml:"title"`
	Licence    string     `yaml:"licence"`
	Source     string     `yaml:"source"`
	Basis      string     `yaml:"basis"`
	Lists      []fileList `yaml:"lists"`
	Conditions []fileNote `yaml:"conditions"`
}

type fileList struct {
	From      string   `yaml:"from"`
	Countries []string `yaml:"countries"`
	Groups    []string `yaml:"groups"`
	Not       []string `yaml:"not"`
	NotGroups []string `yaml:"not_groups"`
	Rest      bool     `yaml:"rest"`
	Source    string   `yaml:"source"`
	Basis     string   `yaml:"basis"`
}

type fileHQ struct {
	Countries []string `yaml:"countries"`
	Groups    []string `yaml:"groups"`
	Source    string   `yaml:"source"`
	Basis     string   `yaml:"basis"`
}

type fileMeasure struct {
	Amount float64 `yaml:"amount"`
	Unit   string  `yaml:"unit"`
	Per    string  `yaml:"per"`
	Period string  `yaml:"period"`
}

type fileLimit struct {
	ID      string      `yaml:"id"`
	Title   string      `yaml:"title"`
	Measure fileMeasure `yaml:"measure"`
	Tiers   []string    `yaml:"tiers"`
	Unless  []string    `yaml:"unless"`
	Kind    string      `yaml:"kind"`
	Points  int         `yaml:"points"`
	Says    string      `yaml:"says"`
	Asks    []string    `yaml:"asks"`
	Source  string      `yaml:"source"`
	Basis   string      `yaml:"basis"`
}

type fileException struct {
	ID      string       `yaml:"id"`
	Title   string       `yaml:"title"`
	Kind    string       `yaml:"kind"`
	Tiers   []string     `yaml:"tiers"`
	Measure *fileMeasure `yaml:"measure"`
	HQTiers []string     `yaml:"headquarters_in"`
	Names   []string     `yaml:"names"`
	Says    string       `yaml:"says"`
	Source  string       `yaml:"source"`
	Basis   string       `yaml:"basis"`
}

type fileSwitch struct {
	ID     string `yaml:"id"`
	Title  string `yaml:"title"`
	Before string `yaml:"before"`
	Spans  []struct {
		From   string `yaml:"from"`
		Is     string `yaml:"is"`
		Says   string `yaml:"says"`
		Source string `yaml:"source"`
		Basis  string `yaml:"basis"`
	} `yaml:"spans"`
}

type fileNote struct {
	Says   string   `yaml:"says"`
	Asks   []string `yaml:"asks"`
	Source string   `yaml:"source"`
	Basis  string   `yaml:"basis"`
}

// keys are all words that a file may use, for naming the nearest.
var keys = [...]string{
	"id", "title", "says", "inherits", "status", "source", "basis", "dates", "from", "until", "before", "on_top_of_current",
	"items", "buckets", "tiers", "licence", "lists", "countries", "groups", "not", "not_groups", "rest", "conditions",
	"headquarters", "limits", "measure", "amount", "unit", "per", "period", "unless", "kind", "points", "asks",
	"exceptions", "headquarters_in", "names", "without", "switches", "spans", "is", "notes",
}
