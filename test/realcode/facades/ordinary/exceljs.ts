import ExcelJS from 'exceljs';

export interface Sale {
  region: string;
  amount: number;
  at: Date;
}

/** @unsync background */
export async function toExcel(sales: Sale[]): Promise<ExcelJS.Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Sales');
  sheet.columns = [
    { header: 'Region', key: 'region' },
    { header: 'Amount', key: 'amount' },
    { header: 'At', key: 'at' },
  ];
  sheet.addRows(sales);
  return workbook.xlsx.writeBuffer();
}

/** @unsync background */
export async function readWorkbook(file: ExcelJS.Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file);
  return workbook;
}

/** @unsync */
export function sumColumn(workbook: ExcelJS.Workbook, column: number): number {
  let sum = 0;
  for (const sheet of workbook.worksheets)
    sheet.getColumn(column).eachCell((cell) => {
      if (typeof cell.value === 'number') sum += cell.value;
    });
  return sum;
}
