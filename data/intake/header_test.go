package intake

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"redflag/data"
)

// Headers as programs and authorities write them, and what each column is; "."
// is kept beside the record.
func TestHeadersOfTheTrade(t *testing.T) {
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, kind, header, want string }{
		{"AES", Shipments, "USPPI Name,Ultimate Consignee Name,Ultimate Consignee Country,Intermediate Consignee Name,Country of Ultimate Destination,Mode of Transport,Exporting Carrier,Port of Export,Commodity Description,Schedule B,Quantity 1,UOM 1,Value (USD),Shipping Weight (kg),License Code,License Number,ECCN,SRN,ITN,Departure Date,Forwarding Agent Name,Foreign Port of Unlading",
			"exporter.name ultimate_consignee.name ultimate_consignee.country intermediate_consignee.name final_destination_country . carrier route.from description hs quantity unit value gross_kg . licence eccn id declaration ship_date forwarder.name route.to"},
		{"bills of lading", Shipments, "Bill of Lading Number,Departure Date,HS Code,Product Description,Quantity,Quantity Unit,Weight (kg),Vessel,Carrier,Consignee (Unified),Consignee Address,Shipper (Unified),Shipper Address,Notify Party,Port of Lading,Port of Discharge,Estimated Value",
			"bl ship_date hs description quantity unit gross_kg . carrier ultimate_consignee.name ultimate_consignee.address exporter.name exporter.address notify_party.name route.from route.to value"},
		{"air waybill", Shipments, "AWB No,Departure,Shipper Name,Consignee Name,Carrier's Agent,Routing,Declared Value,Pieces,Gross Weight,Nature and Quantity of Goods,Handling Info",
			"awb route.from exporter.name ultimate_consignee.name forwarder.name route value packages gross_kg description notes"},
		{"SAP with both net values", Shipments, "VBELN,AUDAT,KUNNR,WAERK,NETWR,LIFSK,POSNR,MATNR,ARKTX,KWMENG,VRKME,NETPR,NETWR,WAERK",
			"order date customer . . hold_reason line part_number description quantity unit unit_value value currency"},
		{"Chinese currencies in headers", Shipments, "订单号,数量,单价(美元),总价（人民币）", "order quantity unit_value value"},
		{"German invoices", Shipments, "Rechnung,Rechnungsdatum,Kunde,Lieferanschrift,Lieferland,Endabnehmer,Artikel,Menge (Stk),Gesamt,Interne Notiz", "order date purchaser.name ultimate_consignee.address ultimate_consignee.country end_user.name part_number quantity value notes"},
		{"an invoice beside its order", Shipments, "Rechnung,Auftrag,Menge", ". order quantity"},
		{"a paper's own number beside its order", Shipments, "Document No,Document Type,Order No,Partner ID,PO Ref,Qty", "id doc_type order customer . quantity"},
		{"French customers", Customers, "Raison sociale,Pays,Activité", "name country business"},
		{"an order by its document number", Shipments, "Document No,Partner ID,PO Ref,Qty", "order customer . quantity"},
		{"an order by the number of its buyer", Shipments, "PO Ref,Partner No,Qty", "order customer quantity"},
		{"why a customer is blocked", Customers, "Kundennr,Firma,Land,Sperrvermerk", "id name country notes"},
		{"a country of nobody", Shipments, "Order,Sold-to,Ship To Country,Material,Qty", "order purchaser.name destination_country part_number quantity"},
		{"the same in German", Shipments, "Auftrag,Kunde,Lieferland,Material,Menge", "order purchaser.name destination_country part_number quantity"},
		{"the same in Chinese", Shipments, "订单号,客户,收货国家,品名,数量", "order purchaser.name destination_country description quantity"},
		{"the same beside a destination", Shipments, "Order,Sold-to,Destination,Ship To Country,Material,Qty", "order purchaser.name destination_country ultimate_consignee.country part_number quantity"},
		{"a country of a receiver", Shipments, "Order,Sold-to,Ship To Country,Consignee,Material,Qty", "order purchaser.name ultimate_consignee.country ultimate_consignee.name part_number quantity"},
		{"names borne before", Customers, "Kundennr,Firma,frühere Namen,Land", "id name aliases country"},
		{"the same in Polish", Customers, "Customer No,Name,Dawna nazwa,Country", "id name aliases country"},
		{"Japanese", Shipments, "受注番号,受注日,得意先コード,得意先名,住所,国,品番,品名,数量,単価,金額,通貨,出荷先名,出荷先国,荷受人の住所,エンドユーザー,備考",
			"order date customer purchaser.name purchaser.address purchaser.country part_number description quantity unit_value value currency ultimate_consignee.name ultimate_consignee.country ultimate_consignee.address end_user.name notes"},
		{"Korean", Shipments, "주문번호,주문일자,거래처코드,거래처명,품번,품명,수량,단가,금액,통화,수하인,수하인 주소,도착국가,최종사용자,최종사용자 국가,비고",
			"order date customer purchaser.name part_number description quantity unit_value value currency ultimate_consignee.name ultimate_consignee.address destination_country end_user.name end_user.country notes"},
		{"Vietnamese", Shipments, "Số đơn hàng,Ngày đặt hàng,Mã khách hàng,Tên khách hàng,Địa chỉ,Mã hàng,Tên hàng,Số lượng,Đơn giá,Thành tiền,Loại tiền,Người nhận hàng,Nước đến,Người dùng cuối,Ghi chú",
			"order date customer purchaser.name purchaser.address part_number description quantity unit_value value currency ultimate_consignee.name destination_country end_user.name notes"},
		{"Vietnamese without its marks", Shipments, "So don hang,Ten hang,So luong,Nguoi nhan hang,Dia chi nguoi nhan hang", "order description quantity ultimate_consignee.name ultimate_consignee.address"},
		{"French", Shipments, "N° de commande,Date de commande,Client,Adresse du destinataire,Utilisateur final,Pays de l'utilisateur final,Désignation,Qté,Prix unitaire,Devise,Observations",
			"order date purchaser.name ultimate_consignee.address end_user.name end_user.country description quantity unit_value currency notes"},
		{"Russian", Shipments, "Номер заказа,Дата,Покупатель,Страна покупателя,Наименование,Кол-во,Цена,Валюта,Грузополучатель,Примечание", "order date purchaser.name purchaser.country description quantity unit_value currency ultimate_consignee.name notes"},
		{"two tongues", Shipments, "订单号/Order No,品名 Description,数量 Quantity,单价 Unit Price (USD),Consignee 收货人,Shipper/Exporter", "order description quantity unit_value ultimate_consignee.name exporter.name"},
		{"bill of lading with units", Shipments, "B/L NUMBER,SHIPPER,CONSIGNEE (complete name and address),DESCRIPTION OF PACKAGES AND GOODS,NO. OF PKGS,GROSS WEIGHT (KGS),ON BOARD DATE", "bl exporter.name ultimate_consignee.name description packages gross_kg ship_date"},
		{"what is no quantity", Shipments, "Order,Qty/box,总价（万元）,Weight/pc,Price/kg", "order . . . ."},
		{"tenants", Shipments, "Contract,Start,Customer,Tenant,Tenant country,Description,Value,Cur", "order date customer end_user.name end_user.country description value currency"},
		{"currencies in headers", Shipments, "Order,Material,Qty,Unit Price (US$),FOB Value USD,Freight (USD),USD/EUR", "order part_number quantity unit_value value . ."},
		{"German list", Shipments, "Teilenummer,Bezeichnung,Auftrag,Auftr.menge,ME,Nettowert,Preis,Wae,LiefTerm", "part_number description order quantity unit value unit_value currency incoterm"},
		{"AES report", Shipments, "ITN,Filing Date,USPPI Name,Authorized Agent,Ultimate Consignee Name,Country of Ultimate Destination,Est. Export Date,Line #,Schedule B,1st Quantity,1st UOM,Shipping Weight (KG),Value (USD),Commodity Description",
			"declaration date exporter.name forwarder.name ultimate_consignee.name final_destination_country ship_date line hs quantity unit gross_kg value description"},
		{"house of trade data", Shipments, "Bill of Lading Number,Shipper,Consignee,Place of Receipt,Port of Lading,Shipment Destination,Goods Shipped,Value of Goods (USD)", "bl exporter.name ultimate_consignee.name . route.from destination_country description value"},
		{"house bills", Shipments, "HAWB No.,Shipper Name & Address,Consignee Name & Address,Origin,Dest,Pcs,Gross Wt K,Nature & Qty of Goods,Declared Value Customs", "awb exporter.name ultimate_consignee.name origin_country destination_country quantity gross_kg description customs_value"},
		{"courier", Shipments, "Tracking #,Ship Dt,Sender Company,Sender Cntry,Recipient Company,Recipient Addr 1,Recipient City,Recipient Cntry,Pkgs,Act Wt (kg),Cust Val,Cur,Contents,Third Party Acct Name",
			"awb ship_date exporter.name exporter.country ultimate_consignee.name ultimate_consignee.address ultimate_consignee.city ultimate_consignee.country packages gross_kg value currency description payer.name"},
		{"Indian shipping bill", Shipments, "SB No,SB Date,Exporter Name,CHA Name,Consignee Name,Buyer Name (if other than consignee),RITC Code,Item Description,Qty,UQC,FOB Value (INR),Gross Wt (KGS)", "declaration date exporter.name forwarder.name ultimate_consignee.name purchaser.name hs description quantity unit value gross_kg"},
		{"Japanese declaration", Shipments, "輸出申告番号,申告年月日,輸出者名,仕向人名,仕向国,品名,数量1,単位1,申告価格(FOB),価格通貨,貨物重量,税関記事欄", "declaration date exporter.name ultimate_consignee.name destination_country description quantity unit value currency gross_kg notes"},
		{"Korean declaration", Shipments, "신고번호,신고일자,수출화주,구매자,목적국,적재항,품명,모델·규격,수량(단위),금액(USD),총포장개수", "declaration date exporter.name purchaser.name destination_country route.from description part_number quantity value packages"},
		{"German declaration", Shipments, "MRN,Anmeldedatum,Ausführer Name,Empfänger Name,Warennr. KN8,Warenbeschreibung,Rohmasse kg,Eigenmasse kg,Bes. Maßeinheit,Sonstige Angaben", "declaration date exporter.name ultimate_consignee.name hs description gross_kg net_kg unit notes"},
		{"documentary credit", Shipments, "20: Documentary Credit Number,50: Applicant,59: Beneficiary,32B: Currency/Amount,44A: Place of Taking in Charge,44E: Port of Loading,44F: Port of Discharge,44B: Place of Final Destination,45A: Description of Goods", "order purchaser.name exporter.name value . route.from route.to route.last description"},
		{"a shop", Shipments, "Id,Email,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Shipping,Shipping Name,Shipping Country", "id purchaser.emails quantity description unit_value part_number purchaser.name purchaser.country . ultimate_consignee.name ultimate_consignee.country"},
		{"paths", Shipments, "Order Reference,Customer,Customer/Country,Delivery Address/Country,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price", "order customer purchaser.country destination_country description quantity unit_value"},
		{"Dynamics", Shipments, "Sales Order Header No_,Sell-to Customer Name,Sell-to Country/Region Code,Bill-to Name,Bill-to Country/Region Code,Ship-to Name,Order Date,Line No_,Description,Description 2,Quantity,Unit of Measure Code,Unit Price Excl. VAT",
			"order purchaser.name purchaser.country payer.name payer.country ultimate_consignee.name date line description description quantity unit unit_value"},
		{"billed alone", Shipments, "Order,Bill-to Name,Bill-to Country,Qty", "order purchaser.name purchaser.country quantity"},
		{"billed beside who pays", Shipments, "Order,Customer Name,Bill-to Name,Payer,Qty", "order purchaser.name . payer quantity"},
		{"fields of a house's own", Shipments, "Document Number,Item : Display Name,Custom: End User,Custom: End Use Country,Item Rate", "order description end_user.name final_destination_country unit_value"},
		{"a party of whatever part", Shipments, "Doc No,Date,Party Name,Party Country,Ship-to Name,Ship-to Country,Item,Serial No", "order date purchaser.name purchaser.country ultimate_consignee.name ultimate_consignee.country part_number serials"},
		{"hours", Shipments, "Invoice,Account,Account Country,Account Parent,Instance Type,GPU Hours,Login IP Country", "order customer purchaser.country purchaser.parent part_number quantity ."},
		{"Spanish note", Shipments, "Nº albarán,Fecha albarán,Razón social,País,País de entrega,Descripción,Cantidad,Nº serie", "id ship_date purchaser.name purchaser.country destination_country description quantity serials"},
		{"French declaration", Shipments, "N° déclaration,Date d'acceptation,Expéditeur/Exportateur,Destinataire,Code marchandise,Désignation commerciale,Masse brute (kg),Unités supplémentaires,Montant facturé,Devise", "declaration date exporter.name ultimate_consignee.name hs description gross_kg unit value currency"},
		{"Polish declaration", Shipments, "Nr MRN,Data zgłoszenia,Nadawca,Odbiorca,Kraj odbiorcy,Kod CN,Opis towaru,Masa brutto,Wartość faktury,Waluta", "declaration date exporter.name ultimate_consignee.name ultimate_consignee.country hs description gross_kg value currency"},
		{"Russian declaration", Shipments, "Номер ДТ,Дата ДТ,Отправитель,Получатель,Код ТН ВЭД,Описание товара,Количество,Фактурная стоимость", "declaration date exporter.name ultimate_consignee.name hs description quantity value"},
		{"Vietnamese declaration", Shipments, "Số tờ khai,Ngày đăng ký,Doanh nghiệp xuất khẩu,Đối tác nhập khẩu,Nước nhập khẩu,Mô tả hàng hóa,Số lượng,Trị giá nguyên tệ", "declaration date exporter.name purchaser.name destination_country description quantity value"},
		{"what is in the goods", Shipments, "Order,Description,Qty,GPU fitted,GPU hours used,Config date,Options", "order description quantity description . . description"},
		{"Réf beside a description", Shipments, "Réf,Désignation,Qté", "part_number description quantity"},
		{"a reference alone", Shipments, "Ref,Buyer,Pieces", ". purchaser.name packages"},
		{"payments", Shipments, "Payment Ref,Value Date,Ordering Customer,Ordering Customer Country,Beneficiary,Amount,Currency,Remittance Information,Related Order", ". date payer.name payer.country exporter.name value currency notes order"},
		{"insurance", Shipments, "Policy No,Assured,Voyage From,Voyage To,Interest Insured,Sum Insured,Claims Payable At,Date of Issue", "order purchaser.name route.from route.to description insured_value notes date"},
		{"warehouse", Shipments, "Mvmt No,Posting Date,Owner of Goods,Owner of Goods Country,Released To,Material,Material Description,Quantity", "order date purchaser.name purchaser.country ultimate_consignee.name part_number description quantity"},
		{"the country of an owner who is not told", Shipments, "Order,Buyer,Owner Country,Qty", "order purchaser.name . quantity"},
		{"owners of a buyer", Shipments, "Order,Buyer,Owner Name,Owner Country,Qty", "order purchaser.name purchaser.owner.name purchaser.owner.country quantity"},
		{"Taiwan", Shipments, "報單號碼,報關日期,輸出人,買方,買方國別,目的地國家,貨物名稱,規格型號,數量,離岸價格,幣別,淨重,毛重,貨品分類號列", "declaration date exporter.name purchaser.name purchaser.country destination_country description description quantity value currency net_kg gross_kg hs"},
		{"Italian declaration", Shipments, "MRN bolletta,Data,Speditore,Destinatario,Paese di destinazione,Descrizione merci,Massa lorda,Valore fattura", "declaration date exporter.name ultimate_consignee.name destination_country description gross_kg value"},
		{"Turkish declaration", Shipments, "Beyanname No,Tescil Tarihi,Gönderen,Alıcı,Gideceği Ülke,Ticari Tanım,Miktar,Fatura Bedeli", "declaration date exporter.name purchaser.name destination_country description quantity value"},
		{"British declaration", Shipments, "DUCR,Declaration Date,Exporter,Consignee,Destination Country,Commodity Code,Goods Description,Gross Mass kg,Net Mass kg,Invoice Currency", "declaration date exporter.name ultimate_consignee.name destination_country hs description gross_kg net_kg currency"},
		{"boxes of a form", Shipments, "Box 8 Consignee,(2) Exporter,33. Commodity Code", "ultimate_consignee.name exporter.name hs"},
		{"goods by some word", Shipments, "Order,Merchandise declared,Goods value class,Goods weight per unit,Condition of goods", "order description . . ."},
		{"no word for goods twice", Shipments, "Order,Description,Cargo remark", "order description ."},
		{"NetSuite", Shipments, "Document Number,Date,Name,Item,Quantity,Amount,Ship Country,Bill City,Bill Country,Memo", "order date purchaser.name part_number quantity value destination_country purchaser.city purchaser.country notes"},
		{"Chinese declaration", Shipments, "海关编号,进出口日期,境内发货人,境外收货人,商品编号,商品名称及规格型号,运抵国(地区),指运港,毛重(千克),净重(千克),数量及单位,原产国(地区),最终目的国(地区),提运单号",
			"declaration ship_date exporter.name ultimate_consignee.name hs description destination_country route.to gross_kg net_kg quantity origin_country final_destination_country bl"},
		{"repeated names", Shipments, "Invoice No,Sold To,Name,Street,City,Country,Ship To,Name,Street,City,Country,Material,Qty",
			"order customer purchaser.name purchaser.address purchaser.city purchaser.country ultimate_consignee.id ultimate_consignee.name ultimate_consignee.address ultimate_consignee.city ultimate_consignee.country part_number quantity"},
		{"values side by side", Shipments, "AWB No,Customs Value,Invoice Value,Currency,Insured Value,Qty,Qty Received", "awb customs_value value currency insured_value quantity received"},
		{"what customs are told alone", Shipments, "AWB No,Declared Value,Qty", "awb value quantity"},
		{"permits", Shipments, "Order,End User Certificate No.,EUC Expiry Date,License No,License Expiry,End User,Qty", "order certificate certificate_until licence licence_until end_user.name quantity"},
		{"German values and permits", Shipments, "Auftrag,Menge,Nettowert,Zollwert,Versicherungssumme,Einfuhrgenehmigung Nr,Erhaltene Menge", "order quantity value customs_value insured_value certificate received"},
		{"Chinese values and permits", Shipments, "订单号,数量,总价,报关金额,投保金额,进口许可证号,最终用户,签收数量", "order quantity value customs_value insured_value certificate end_user.name received"},
		{"item beside a part", Shipments, "Order,Item,Material,Qty", "order line part_number quantity"},
		{"a customer and a bare country", Shipments, "Order,Customer,Country,Material,Qty", "order customer purchaser.country part_number quantity"},
		{"forwarder's manifest", Shipments, "House B/L,Master B/L,Shipper,Consignee,Description of Goods", "bl . exporter.name ultimate_consignee.name description"},
		{"master bill alone", Shipments, "Master B/L,Shipper,Consignee,Description of Goods", "bl exporter.name ultimate_consignee.name description"},
		{"master and house", Shipments, "HAWB,MAWB,Consignee,KG", "awb . ultimate_consignee.name gross_kg"},
		{"Salesforce accounts", Customers, "Account Name,Billing Street,Billing City,Billing Country,Industry,Website,Parent Account", "name address city country business website parent"},
		{"SAP customers", Customers, "KUNNR,NAME1,NAME2,STRAS,ORT01,PSTLZ,LAND1,TELF1,STCEG", "id name name address city postcode country phones tax_id"},
		{"German customers", Customers, "Kundennummer,Firma,Straße,Ort,PLZ,Land,Hauptsitz,Konzernmutter,Geschäftsführer,Gründungsdatum", "id name address city postcode country hq_country ultimate_parent directors incorporated"},
	} {
		got := v.mapColumns(c.kind, strings.Split(c.header, ","))
		var paths []string
		for _, f := range got.fields {
			paths = append(paths, f.path())
		}
		if s := strings.Join(paths, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestTheCurrencyOfAHeader(t *testing.T) {
	for header, want := range map[string][2]string{
		"Value (USD)": {"Value", "USD"}, "FOB Value usd": {"FOB Value", "USD"}, "Unit Price (US$)": {"Unit Price", "USD"}, "Betrag EUR": {"Betrag", "EUR"},
		"总价（美元）": {"总价", "USD"}, "金額[米ドル]": {"金額", "USD"}, "Amount": {"Amount", ""}, "USD/EUR": {"USD/EUR", ""}, "总价（万元）": {"总价 万元", ""}, "": {"", ""},
	} {
		if name, code := withoutCurrency(header); name != want[0] || code != want[1] {
			t.Errorf("%q: %q, %q, want %q", header, name, code, want)
		}
	}
}

// A header tells the currency of its column where no column tells one; a cell and a
// column are surer.
func TestMoneyUnderACurrency(t *testing.T) {
	for _, c := range []struct{ header, row, want string }{
		{"Value (USD)", "3400000", "USD"},
		{"Value (SGD)", "$3400000", "SGD"},
		{"Value (USD)", "EUR 3400000", "EUR"},
		{"Value (USD),Currency", "3400000,EUR", "EUR"},
		{"Value (USD),Currency", "3400000,", ""},
		{"Value", "3400000", ""},
	} {
		var got *data.Record
		file := "Order,Qty," + c.header + "\nSO-1,8," + c.row + "\n"
		_, err := Read(context.Background(), "x.csv", strings.NewReader(file), int64(len(file)), Options{Kind: Shipments, Countries: testCountries}, func(r *data.Record) error {
			got = r.Clone()
			return nil
		})
		if err != nil || got == nil || len(got.Shipment.Lines) != 1 || got.Shipment.Lines[0].Value.Value != 3400000 {
			t.Fatalf("%s / %s: %+v, %v", c.header, c.row, got, err)
		}
		if l := got.Shipment.Lines[0]; l.Currency != c.want {
			t.Errorf("%s / %s: %q, want %q", c.header, c.row, l.Currency, c.want)
		}
	}
}

// Under a merged cell that names the goods, what a column tells stands below it.
func TestAMergedCellOverTheGoods(t *testing.T) {
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	top := []string{"", "", "Ship-to", "", "Goods", "", "", "", "Broker", ""}
	sub := []string{"Order no", "Order date", "Name", "Country", "Part", "Qty", "Unit price", "Remarks", "Name", "Country"}
	_, height, got := v.findHeader([][]string{top, sub}, "")
	var paths []string
	for _, f := range got.fields {
		paths = append(paths, f.path())
	}
	const want = "order date ultimate_consignee.name ultimate_consignee.country part_number quantity unit_value notes . ."
	if s := strings.Join(paths, " "); height != 2 || s != want {
		t.Errorf("%d rows: %s, want %s", height, s, want)
	}
}

func TestWordsThatOpenARowOfSums(t *testing.T) {
	for _, w := range []string{"Total", "Summe:", "合计", "総計", "합계", "Tổng cộng", "Tong cong", "Итого", "Toplam"} {
		if !isTotal([]byte(w)) {
			t.Errorf("%q opens a row of sums", w)
		}
	}
	for _, w := range []string{"Total Energies SE", "Tonga", "Sumitomo"} {
		if isTotal([]byte(w)) {
			t.Errorf("%q opens no row of sums", w)
		}
	}
}

// Bills of lading have no column of countries: the address ends in it.
func TestTheCountryThatAnAddressTells(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"B/L No,Consignee,Consignee Address,Goods\nB1,Kavir Trading,\"12 Valiasr St, Malaysia\",keyboards\n", "MY"},
		{"B/L No,Consignee,Consignee Address,Consignee Country,Goods\nB1,Kavir Trading,\"12 Valiasr St, Malaysia\",Singapore,keyboards\n", "SG"},
		{"B/L No,Consignee,Consignee Address,Goods\nB1,Kavir Trading,12 Valiasr St,keyboards\n", ""},
	} {
		var got *data.Record
		rep, err := Read(context.Background(), "x.csv", strings.NewReader(c.file), int64(len(c.file)), Options{Countries: testCountries}, func(r *data.Record) error {
			got = r.Clone()
			return nil
		})
		if err != nil || got == nil || len(got.Shipment.Parties) != 1 {
			t.Fatalf("%s: %+v, %v", c.file, got, err)
		}
		if p := got.Shipment.Parties[0]; p.Country != c.want || (c.want == "MY") != (len(rep.Notes) > 0 && strings.Contains(rep.Notes[0].Reason, "out of the address")) {
			t.Errorf("%s: %q, want %q (%+v)", c.file, p.Country, c.want, rep.Notes)
		}
	}
}

// What no field takes is not lost: lists are asked about firms, and prose is read.
func TestWhatNoFieldTakesIsReadAllTheSame(t *testing.T) {
	const file = "Order,Qty,Goods,Sub-agent,Warehouse says,Vessel\n" +
		"SO-1,2,keyboard,Marigold Kontor Co Ltd,goods go on to Minsk,STAR OF SHANGHAI\n" +
		"SO-1,2,mouse,Marigold Kontor Co Ltd,goods go on to Minsk,STAR OF SHANGHAI\n" +
		"SO-2,2,mouse,蓝湖科技有限公司,收货后全部转运到明斯克仓库,red\n"
	var got []*data.Record
	rep, err := Read(context.Background(), "x.csv", strings.NewReader(file), int64(len(file)), Options{Kind: Shipments, Countries: testCountries}, func(r *data.Record) error {
		got = append(got, r.Clone())
		return nil
	})
	if err != nil || len(got) != 2 {
		t.Fatalf("%d records, %v", len(got), err)
	}
	for i, want := range []struct{ party, notes string }{
		{"Marigold Kontor Co Ltd", "Warehouse says: goods go on to Minsk"},
		{"蓝湖科技有限公司", "Warehouse says: 收货后全部转运到明斯克仓库"},
	} {
		sh := got[i].Shipment
		if len(sh.Parties) != 1 || sh.Parties[0].Role != data.NotifyParty || sh.Parties[0].Name != want.party || sh.Notes != want.notes {
			t.Errorf("%+v, notes %q, want %+v", sh.Parties, sh.Notes, want)
		}
		if got[i].Extra["Sub-agent"] != want.party || got[i].Extra["Vessel"] == "" {
			t.Errorf("as told: %v", got[i].Extra)
		}
	}
	if rep.Fates[data.Repaired] == 0 {
		t.Error("nobody is told that a firm is kept as a notify party")
	}
}

// A remark stands on the line that it is of, and each is read; so are a second
// destination and a second name under one number.
func TestFurtherRowsLoseNothing(t *testing.T) {
	const orders = "Order,Line,Qty,Goods,Destination,Remarks\nSO-1,1,2,keyboard,MY,first floor\nSO-1,2,2,mouse,SG,goods go on to Minsk\nSO-1,3,2,cable,MY,first floor\n"
	read := func(file, kind string) *data.Record {
		var got *data.Record
		if _, err := Read(context.Background(), "x.csv", strings.NewReader(file), int64(len(file)), Options{Kind: kind, Countries: testCountries}, func(r *data.Record) error {
			got = r.Clone()
			return nil
		}); err != nil || got == nil {
			t.Fatal(got, err)
		}
		return got
	}
	if sh := read(orders, Shipments).Shipment; sh.Notes != "first floor; goods go on to Minsk" || sh.DestinationCountry != "MY" || sh.FinalDestinationCountry != "SG" {
		t.Errorf("notes %q, to %s and %s", sh.Notes, sh.DestinationCountry, sh.FinalDestinationCountry)
	}
	if c := read("Customer No,Company\nC-1,Marigold Kontor\nC-1,Blauwald Systeme\n", Customers).Customer; len(c.Aliases) != 1 || c.Aliases[0] != "Blauwald Systeme" {
		t.Errorf("%+v", c)
	}
}

// A column "Item" holds numbers or names.
func TestNamesInAColumnOfPartNumbers(t *testing.T) {
	for _, c := range []struct{ file, part, description string }{
		{"Order,Item,Qty\nSO-1,AI server,2\n", "", "AI server"},
		{"Order,Item,Qty\nSO-1,服务器,2\n", "", "服务器"},
		{"Order,Item,Qty\nSO-1,900-21010-0000-000,2\n", "900-21010-0000-000", ""},
		{"Order,Item,Description,Qty\nSO-1,AI server,black,2\n", "AI server", "black"},
	} {
		var got *data.Record
		_, err := Read(context.Background(), "x.csv", strings.NewReader(c.file), int64(len(c.file)), Options{Kind: Shipments, Countries: testCountries}, func(r *data.Record) error {
			got = r.Clone()
			return nil
		})
		if err != nil || got == nil || len(got.Shipment.Lines) != 1 {
			t.Fatal(c.file, got, err)
		}
		if l := got.Shipment.Lines[0]; l.PartNumber != c.part || l.Description != c.description {
			t.Errorf("%q: part %q, description %q", c.file, l.PartNumber, l.Description)
		}
	}
}

// What stands under a bare role beside that party's name is its number, or another name,
// which lists are asked about as well; the place of delivery lies behind the last port.
func TestTwoNamesOfOnePartAndThePlaceOfDelivery(t *testing.T) {
	const file = "Order,End customer name,End user,POL,POD,Place of delivery,Qty\nSO-1,Marigold Kontor,Blauwald Systeme,NLRTM,HKHKG,Shenzhen,2\nSO-2,Marigold Kontor,100234,NLRTM,HKHKG,,2\n"
	var got []*data.Record
	if _, err := Read(context.Background(), "x.csv", strings.NewReader(file), int64(len(file)), Options{Kind: Shipments, Countries: testCountries}, func(r *data.Record) error {
		got = append(got, r.Clone())
		return nil
	}); err != nil || len(got) != 2 {
		t.Fatal(len(got), err)
	}
	first, second := got[0].Shipment, got[1].Shipment
	if p := first.Parties[0]; p.Name != "Marigold Kontor" || len(p.Aliases) != 1 || p.Aliases[0] != "Blauwald Systeme" || p.ID != "" {
		t.Errorf("%+v", p.Customer)
	}
	if p := second.Parties[0]; p.ID != "100234" || len(p.Aliases) != 0 {
		t.Errorf("%+v", p.Customer)
	}
	if r := strings.Join(first.Route, ">"); r != "NLRTM>HKHKG>Shenzhen" {
		t.Errorf("route %s", r)
	}
	if r := strings.Join(second.Route, ">"); r != "NLRTM>HKHKG" {
		t.Errorf("route %s", r)
	}
}

// 28k is no 28.
func TestThousandsAndMillionsInWords(t *testing.T) {
	for _, c := range []struct {
		price, qty string
		usd, n     float64
		currency   string
	}{
		{"USD 28k", "8", 28000, 8, "USD"}, {"28 K USD", "8", 28000, 8, "USD"}, {"US$1.2M", "1", 1.2e6, 1, "USD"}, {"1.2 Mio. EUR", "2", 1.2e6, 2, "EUR"}, {"25万美元", "12万", 250000, 120000, "USD"},
		{"3만", "100 m", 30000, 100, ""}, {"28000.00 USD/pc", "8", 28000, 8, "USD"}, {"25000元/台", "8", 25000, 8, "CNY"}, {"28000", "2k", 28000, 2000, ""}, {"28000 USD", "8台", 28000, 8, "USD"},
	} {
		var got *data.Record
		file := "Order,Goods,Unit price,Qty\nSO-1,cable," + c.price + "," + c.qty + "\n"
		_, err := Read(context.Background(), "x.csv", strings.NewReader(file), int64(len(file)), Options{Kind: Shipments, Countries: testCountries}, func(r *data.Record) error {
			got = r.Clone()
			return nil
		})
		if err != nil || got == nil || len(got.Shipment.Lines) != 1 {
			t.Fatal(c, got, err)
		}
		if l := got.Shipment.Lines[0]; l.UnitValue.Value != c.usd || l.Quantity.Value != c.n || l.Currency != c.currency {
			t.Errorf("%s, %s: %v %s, %v", c.price, c.qty, l.UnitValue, l.Currency, l.Quantity)
		}
	}
}

// Of columns of one name it is told which is taken.
func TestColumnsOfOneName(t *testing.T) {
	_, rep := readAll(t, "x.csv", []byte("Order No,Date,Customer,Qty,Qty,Part,Description\nSO-1,2025-03-02,Kappa Ltd,8,16,PN,Rack\n"), Options{})
	if n := notes(rep); !strings.Contains(n, "more than one column is called so: Qty#2 is taken, and Qty is kept") {
		t.Error(n)
	}
	_, rep = readAll(t, "x.csv", []byte("SO#,SO#2 note,Part,Qty\nSO-1,x,PN,8\n"), Options{})
	check(t, "none", strings.Contains(notes(rep), "called so"), false)
}

// What is no word over a column costs nothing, and no table is wider than a spreadsheet.
func TestRowsThatAreNoHeader(t *testing.T) {
	if _, _, err := tryRead("x.csv", bytes.Repeat([]byte{0}, 200_000), Options{}); err == nil || !strings.Contains(err.Error(), "zero bytes") {
		t.Error(err)
	}
	if _, _, err := tryRead("x.csv", []byte("Order No"+strings.Repeat(",Qty", 20_000)+"\n"), Options{}); err == nil || !strings.Contains(err.Error(), "a row has 20001 cells") {
		t.Error(err)
	}
	recs, _ := readAll(t, "c.csv", []byte("Customer No,Customer Name,Country,Employees\n1,Kappa,MY,4\n,Grand Total Oil,SG,5\nTotal,,,9\n"), Options{})
	check(t, "a firm called after sums", len(recs), 2)
}
